import { STATES, type StateName } from '../page/states.js';
import { nameOf, type Shot } from './plan.js';

/** A page with all shots of an engine, by state, to look through. */
export function sheetOf(title: string, shots: readonly Shot[]): string {
  const states = [...new Set(shots.map(({ state }) => state))];
  const links = states.map((state) => `<a href="#${state}">${state}</a>`);
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>${title}</title>
  <style>
    body { margin: 1rem; font: 0.875rem/1.4 system-ui, sans-serif; background: #777; color: #fff; }
    nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
    a { color: inherit; }
    div { display: flex; align-items: flex-start; gap: 1rem; overflow-x: auto; }
    figure { margin: 0; flex: none; }
    img { display: block; max-height: 90vh; }
  </style>
  <h1>${title}</h1>
  <nav>${links.join(' ')}</nav>
  ${states.map((state) => section(state, shots)).join('\n  ')}
</html>
`;
}

function section(state: StateName, shots: readonly Shot[]): string {
  const figures = shots.filter((shot) => shot.state === state).map(figure);
  return `<h2 id="${state}">${STATES[state].title}</h2><div>${figures.join('')}</div>`;
}

function figure(shot: Shot): string {
  const { width, scheme, language } = shot;
  const name = nameOf(shot);
  return `<figure><figcaption>${width}, ${scheme}, ${language}</figcaption>
    <a href="${name}"><img src="${name}" loading="lazy" alt=""></a></figure>`;
}

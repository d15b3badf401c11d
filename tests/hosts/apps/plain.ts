import type { AppProps } from './app.js';

/** The same page without a framework. */
export function start({ backend, heard }: AppProps, place: HTMLElement): void {
  const main = document.createElement('main');
  const [again, toggle] = ['Again 0', 'Toggle'].map((text) => {
    const button = document.createElement('button');
    button.textContent = text;
    return button;
  }) as [HTMLButtonElement, HTMLButtonElement];
  let count = 0;
  let thread = create(backend, heard);
  again.onclick = () => {
    count += 1;
    again.textContent = `Again ${count}`;
    thread.querySelector('p')!.textContent = `Footer ${count}`;
  };
  toggle.onclick = () => {
    if (thread.isConnected) thread.remove();
    else main.append((thread = create(backend, heard)));
  };
  main.append(again, toggle, thread);
  place.append(main);
}

function create(backend: object, heard: (event: string) => void): HTMLElement {
  const thread = document.createElement('palabre-thread');
  const attributes = { thread: 'k', loading: 'eager', lang: 'en', 'page-size': '30' };
  for (const [name, value] of Object.entries(attributes)) thread.setAttribute(name, value);
  Object.assign(thread, { backend });
  thread.addEventListener('palabre-load', ({ type }) => heard(type));
  const footer = document.createElement('p');
  footer.slot = 'footer';
  footer.textContent = 'Footer 0';
  thread.append(footer);
  return thread;
}

import { html, render } from 'lit';

const place = document.createElement('p');
document.body.append(place);
render(html`The page’s own <b>${'Lit'}</b>`, place);

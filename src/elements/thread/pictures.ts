import { html, type TemplateResult } from 'lit';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadHost } from './host.js';

/** Pictures that could not be had; their authors keep their initials. */
const broken = new Set<string>();

/** Shows authors by their pictures, or no longer, as the thread's `pictures` says. */
export function showPictures(host: ThreadHost): void {
  const { context, pictures } = host;
  if (!context || pictures === Boolean(context.renderPicture)) return;
  host.context = { ...context, renderPicture: pictures ? renderPicture : undefined };
}

function renderPicture(address: string): TemplateResult | null {
  if (broken.has(address)) return null;
  return html`<img
    part="avatar picture"
    src=${address}
    alt=""
    loading="lazy"
    referrerpolicy="no-referrer"
    @error=${onError}
  />`;
}

function onError({ target }: Event): void {
  const picture = target as HTMLImageElement;
  broken.add(picture.getAttribute('src')!);
  picture.closest<PalabreComment>('palabre-comment')?.requestUpdate();
}

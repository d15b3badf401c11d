import { html, type TemplateResult } from 'lit';
import type { Author, LivingComment } from '../../model/comment.js';
import type { Locale } from '../../i18n/locale.js';
import { warnOnce } from '../warn.js';
import type { ThreadHost } from './host.js';
import type { AuthorLink } from './settings.js';

/** Shows authors and their badges as the page says by `authorLink` and `badgeLabels`. */
export function showAuthors(host: ThreadHost): void {
  const { context, locale, authorLink, badgeLabels } = host;
  if (!context || !locale) return;
  const isPlain = !authorLink && !badgeLabels && !context.renderAuthor;
  if (isPlain && context.locale === locale) return;
  host.context = {
    ...context,
    locale: withBadges(locale, badgeLabels),
    renderAuthor: authorLink ? (comment) => renderLinked(comment, authorLink) : undefined,
  };
}

/** A page that says no address for an author, or one that leads nowhere, leaves the name as it is. */
function renderLinked(
  { id, author }: LivingComment,
  addressOf: AuthorLink,
): TemplateResult | undefined {
  const address = webAddress(author, addressOf);
  if (address === null) return undefined;
  return html`<bdi part="author" id="palabre-by-${id}"
    ><a part="author-link" href=${address}>${author.name}</a></bdi
  >`;
}

function webAddress(author: Author, addressOf: AuthorLink): string | null {
  try {
    const address = addressOf({ ...author, badges: [...author.badges] });
    if (!address) return null;
    const url = new URL(address, document.baseURI);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch (error) {
    warnOnce('an author has no link', error);
    return null;
  }
}

function withBadges(locale: Locale, labels: Readonly<Record<string, string>> | null): Locale {
  const { messages } = locale;
  return labels
    ? { ...locale, messages: { ...messages, badges: { ...messages.badges, ...labels } } }
    : locale;
}

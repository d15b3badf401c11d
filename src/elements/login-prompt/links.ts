/** Where one signs in and subscribes; empty where the page handles the request events itself. */
export interface Links {
  loginUrl: string;
  subscribeUrl: string;
}

/** The addresses that a thread says, with the page's own where these ask for it. */
export function linksOf(thread: Element | null): Links {
  const { loginUrl = '', subscribeUrl = '' } = (thread ?? {}) as Partial<Links>;
  return { loginUrl: fill(loginUrl), subscribeUrl: fill(subscribeUrl) };
}

function fill(template: string): string {
  return template.replaceAll('{url}', encodeURIComponent(location.href));
}

/** All that a newspaper puts into its article's template; `more` are attributes of the thread. */
export function scriptTag(api: string, more: Record<string, string> = {}): string {
  const lines = Object.entries(more).map(([name, value]) => `data-${name}="${value}"`);
  return `<script
          ${[
            ...[
              'async',
              'crossorigin',
              `src="${api}/dist/cdn/palabre.js"`,
              `data-backend="${api}"`,
            ],
            ...['data-login-url="/login?back={url}"', 'data-subscribe-url="/subscribe?back={url}"'],
            ...['data-token-url="/palabre-token"', ...lines],
          ].join('\n          ')}
        ></script>`;
}

import { listAt, placeIn } from '../settings.ts';
import type { SettingsRule } from '../rule.ts';

/** Domains on which anybody can register a name. */
const shared = [
  'vercel.app',
  'netlify.app',
  'pages.dev',
  'herokuapp.com',
  'github.io',
  'web.app',
  'onrender.com',
];

/** Whether the host of an address is a wildcard, or one of a shared domain. */
function isAnyHost(address: string): boolean {
  if (/^\*+$/.test(address)) return true;
  const host = /^https?:\/\/([^:/]+)/.exec(address)?.[1] ?? '';
  return (
    /^\*+(\.\*+)*$/.test(host) ||
    shared.some((domain) => new RegExp(String.raw`^\*+\.${domain}$`).test(host))
  );
}

export const configRedirectAny: SettingsRule = {
  id: 'config-redirect-any',
  level: 'error',
  says: "Auth can send a signed-in user, with the tokens, to anybody's address.",
  why:
    'After a sign-in auth redirects to the address in the link, if the list matches it. A ' +
    'wildcard for the whole host, or for a domain where anybody can get a name, matches an ' +
    'attacker’s address.',
  wayOut: 'Name the hosts, or use a wildcard below your own domain.',
  settings: ({ value, text }) =>
    listAt(value, 'auth', 'additional_redirect_urls')
      .filter(isAnyHost)
      .map((address) => ({
        object: 'auth.additional_redirect_urls',
        says: `takes ${address}`,
        at: placeIn(text, 'auth', 'additional_redirect_urls'),
      })),
  bad: { config: '[auth]\nadditional_redirect_urls = ["https://*.vercel.app/**"]\n' },
  good: { config: '[auth]\nadditional_redirect_urls = ["https://*-team.vercel.app/**"]\n' },
};

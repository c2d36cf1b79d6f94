import { type Address, parseAddress } from './address.ts';
import { errorAnswer } from './answers.ts';
import { Auth } from './auth/auth.ts';
import { Mailbox } from './auth/mailbox.ts';
import { answerPreflight, withCors } from './cors.ts';
import { identify, roleOfKey } from './identity.ts';
import type { ApiKeys } from './keys.ts';
import { NotHere } from './not-here.ts';
import { type DataApi, Rest, type RestDatabase } from './rest/rest.ts';
import type { ApiSettings } from './settings.ts';

/** The addresses of one database, for the roles of the Data API and auth. */
export interface ApiDatabase extends RestDatabase {
  /** For `supabase_auth_admin`: keeps the accounts. */
  readonly authUrl: string;
}

/** The Data API and auth of one database. */
export interface Api {
  /** Answers a request as the gateway of a Supabase project does. */
  fetch(request: Request): Promise<Response>;
  /** Ends the connections. */
  close(): Promise<void>;
}

/**
 * Makes the Data API (`/rest/v1`) and auth (`/auth/v1`) of a database. It connects at the first
 * request, and again after the database was away or was replaced.
 */
export function createApi(options: {
  database: ApiDatabase;
  keys: ApiKeys;
  settings: ApiSettings;
  /** Serves the Data API instead of our own. */
  dataApi?: DataApi | undefined;
  /** Gets each mail of auth in one line. No mail is ever sent. */
  onMail?: (line: string) => void;
}): Api {
  const { database, keys, settings } = options;
  const rest = options.dataApi ?? new Rest(database, settings);
  const notHere = new NotHere();
  const mailbox = new Mailbox(options.onMail);
  const auth = new Auth(database.authUrl, keys, settings, mailbox);

  async function serveRest(request: Request, address: Address, keyRole: string): Promise<Response> {
    const identity = await identify(request, keyRole, keys);
    return identity instanceof Response ? identity : rest.answer(request, address, identity);
  }

  async function serve(request: Request, address: Address): Promise<Response> {
    const { pathname } = address;
    const role = roleOfKey(request, address, keys);
    if (pathname.startsWith('/rest/v1/')) {
      return role instanceof Response ? role : serveRest(request, address, role);
    }
    if (pathname.startsWith('/auth/v1/')) {
      if (!(role instanceof Response)) return auth.answer(request, role);
      return isOpen(pathname) ? auth.answer(request, 'anon') : role;
    }
    const told = notHere.answer(request, address.segments);
    if (told) return told;
    return Response.json(
      { message: `There is no ${pathname} here: only /rest/v1 and /auth/v1 are served.` },
      { status: 404 },
    );
  }

  return {
    async fetch(request) {
      const address = parseAddress(request.url);
      // before CORS: pages of other origins must not read mail
      if (address.pathname === '/_mail') return mailbox.answer(request);
      const answer = answerPreflight(request) ?? serve(request, address).catch(defect);
      return withCors(await answer);
    },
    async close() {
      await Promise.all([rest.close(), auth.close()]);
    },
  };
}

/** Whether a path of auth is public, as in a hosted project: links in mails lead there. */
function isOpen(pathname: string): boolean {
  return /^\/auth\/v1\/(verify|callback|authorize|health|\.well-known\/.*)$/.test(pathname);
}

/** The answer to an unexpected error: one request fails, and the others go on. */
function defect(error: unknown): Response {
  console.error(error);
  return errorAnswer(500, { code: 'PGRSTX00', message: 'Internal server error' });
}

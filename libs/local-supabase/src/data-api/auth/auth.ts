import { App } from '@supabase/lite';
import { decodeJwt } from 'jose';
import { AuthConnection } from '../auth-connection.ts';
import type { ApiKeys } from '../keys.ts';
import type { ApiSettings } from '../settings.ts';
import { readAccount } from './accounts.ts';
import type { Exchange } from './exchange.ts';
import { recover, resend, sendMagicLink } from './mail-requests.ts';
import type { Mailbox } from './mailbox.ts';
import { readParams, type Params } from './params.ts';
import { allowedRedirect } from './redirects.ts';
import { describeAccount, describeSession } from './sessions.ts';
import { signUp } from './sign-up.ts';
import { exchangeCode, signIn, updateUser } from './users.ts';
import { openLink, verify } from './verify.ts';

/** The requests that are answered here, by method and path, with GoTrue's name of their body. */
const handlers = new Map<
  string,
  [struct: string, answer: (exchange: Exchange, params: Params) => Promise<object>]
>([
  ['POST /signup', ['SignupParams', signUp]],
  ['POST /token?password', ['PasswordGrantParams', signIn]],
  ['POST /token?pkce', ['PKCEGrantParams', exchangeCode]],
  ['POST /otp', ['OtpParams', sendMagicLink]],
  ['POST /magiclink', ['MagicLinkParams', sendMagicLink]],
  ['POST /verify', ['VerifyParams', verify]],
  ['POST /recover', ['RecoverParams', recover]],
  ['POST /resend', ['ResendConfirmationParams', resend]],
]);

/**
 * Answers requests to auth (`/auth/v1`) as GoTrue does. What makes and changes accounts is here;
 * `@supabase/lite` refreshes and ends sessions, on the same tables.
 */
export class Auth {
  readonly #connection: AuthConnection;
  readonly #lite: App;
  readonly #keys: ApiKeys;
  readonly #settings: ApiSettings;
  readonly #mailbox: Mailbox;

  /** @param url the address for `supabase_auth_admin` */
  constructor(url: string, keys: ApiKeys, settings: ApiSettings, mailbox: Mailbox) {
    this.#connection = new AuthConnection(url);
    this.#keys = keys;
    this.#settings = settings;
    this.#mailbox = mailbox;
    this.#lite = new App({
      connection: this.#connection,
      api: { enabled: false },
      auth: {
        enabled: true,
        jwt_secret: keys.jwtSecret,
        jwt_expiry: settings.jwtExpiry,
        site_url: settings.siteUrl,
        enable_signup: settings.enableSignup,
        enable_anonymous_sign_ins: settings.enableAnonymousSignIns,
        email: { enable_signup: true, enable_confirmations: settings.enableConfirmations },
      },
      options: {
        // keys are checked before; lite's own studio, system routes and admin mode stay shut
        server: { apiKeys: false, disableStudio: true, disableFallback: true, admin: false },
        drivers: {
          email: {
            send: ({ to, subject, text }) => {
              // the code of a reauthentication is the one mail that lite sends
              const code = /\d{6}/.exec(text ?? '')?.[0] ?? '';
              mailbox.put({ to, subject, code });
              return Promise.resolve();
            },
          },
        },
      },
    });
  }

  answer(request: Request): Promise<Response> {
    return this.#connection.answer(() => this.#serve(request));
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #serve(request: Request): Promise<Response> {
    const { pathname, searchParams, origin } = new URL(request.url);
    const path = pathname.replace('/auth/v1', '');
    const wanted =
      searchParams.get('redirect_to') ??
      request.headers.get('redirect_to') ??
      request.headers.get('referer');
    const exchange: Exchange = {
      db: this.#connection.kysely,
      settings: this.#settings,
      maker: {
        secret: this.#keys.jwtSecret,
        expiry: this.#settings.jwtExpiry,
        issuer: `${origin}/auth/v1`,
      },
      redirectTo: allowedRedirect(wanted, this.#settings),
      mails: [],
    };
    const answer = await this.#route(request, path, searchParams, exchange);
    for (const mail of exchange.mails) this.#mailbox.put(mail);
    return answer;
  }

  async #route(
    request: Request,
    path: string,
    query: URLSearchParams,
    exchange: Exchange,
  ): Promise<Response> {
    const { method } = request;
    if (path === '/verify' && method === 'GET') return openLink(exchange, query);
    if (path === '/user' && (method === 'GET' || method === 'PUT')) {
      return this.#user(request, exchange);
    }
    const grant = query.get('grant_type');
    const handler = handlers.get(`${method} ${path}${path === '/token' ? `?${grant}` : ''}`);
    if (handler) {
      const [struct, serve] = handler;
      return Response.json(await serve(exchange, await readParams(request, struct)));
    }
    if (path === '/token' && method === 'POST' && grant === 'refresh_token') {
      await readParams(request.clone(), 'RefreshTokenGrantParams').then((params) =>
        params.text('refresh_token'),
      );
      return this.#refresh(request, exchange);
    }
    return this.#lite.fetch(request);
  }

  /** Has lite rotate the refresh token; the access token then has the claims of a sign-in's. */
  async #refresh(request: Request, { db, maker }: Exchange): Promise<Response> {
    const answer = await this.#lite.fetch(request);
    if (!answer.ok) return answer;
    const session = (await answer.json()) as Record<'access_token' | 'refresh_token', string>;
    const { sub, session_id: id } = decodeJwt<{ session_id: string }>(session.access_token);
    return Response.json(await describeSession(db, sub ?? '', id, session.refresh_token, maker));
  }

  /** Has lite say who is signed in: the token, its session and its account must be good. */
  async #user(request: Request, exchange: Exchange): Promise<Response> {
    const { url, headers, method } = request;
    const signedIn = await this.#lite.fetch(new Request(url, { headers }));
    if (!signedIn.ok) return signedIn;
    const token = headers.get('authorization')?.slice('Bearer '.length) ?? '';
    const { sub: accountId = '', session_id: sessionId } = decodeJwt<{ session_id: string }>(token);
    if (method === 'PUT') {
      const params = await readParams(request, 'UserUpdateParams');
      return Response.json(await updateUser(exchange, params, { accountId, sessionId }));
    }
    const account = await readAccount(exchange.db, accountId);
    return Response.json(await describeAccount(exchange.db, account));
  }
}

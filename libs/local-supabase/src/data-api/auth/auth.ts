import type { ApiKeys } from '../keys.ts';
import type { ApiSettings } from '../settings.ts';
import { publicKeys } from '../tokens.ts';
import { answerAdmin } from './admin.ts';
import { AccountsDatabase } from './database.ts';
import type { Exchange } from './exchange.ts';
import { enrollFactor, refuseAbsent, refuseArea, refuseFactor } from './absent.ts';
import { recover, resend, sendMagicLink } from './mail-requests.ts';
import type { Mailbox } from './mailbox.ts';
import { readParams, type Params } from './params.ts';
import { reauthenticate } from './reauthenticate.ts';
import { allowedRedirect } from './redirects.ts';
import { refresh } from './refresh.ts';
import { AuthRefused, refusalOfError } from './refused.ts';
import { describeAccount } from './sessions.ts';
import { describeSettings, health } from './settings.ts';
import { exchangeCode, signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signUp } from './sign-up.ts';
import { claimsOf, requireAdmin, requireSignedIn } from './signed-in.ts';
import { updateUser } from './update-user.ts';
import { openLink, verify } from './verify.ts';

/** The public requests with a body, and GoTrue's name of each body. */
const handlers = new Map<
  string,
  [struct: string, answer: (exchange: Exchange, params: Params) => Promise<object>]
>([
  ['POST /signup', ['SignupParams', signUp]],
  ['POST /token?password', ['PasswordGrantParams', signIn]],
  ['POST /token?pkce', ['PKCEGrantParams', exchangeCode]],
  ['POST /token?refresh_token', ['RefreshTokenGrantParams', refresh]],
  ['POST /otp', ['OtpParams', sendMagicLink]],
  ['POST /magiclink', ['MagicLinkParams', sendMagicLink]],
  ['POST /verify', ['VerifyParams', verify]],
  ['POST /recover', ['RecoverParams', recover]],
  ['POST /resend', ['ResendConfirmationParams', resend]],
]);

/** Answers requests to auth (`/auth/v1`) as GoTrue does, from GoTrue's tables. */
export class Auth {
  readonly #db: AccountsDatabase;
  readonly #keys: ApiKeys;
  readonly #settings: ApiSettings;
  readonly #mailbox: Mailbox;

  /** @param url the address for `supabase_auth_admin` */
  constructor(url: string, keys: ApiKeys, settings: ApiSettings, mailbox: Mailbox) {
    this.#db = new AccountsDatabase(url);
    this.#keys = keys;
    this.#settings = settings;
    this.#mailbox = mailbox;
  }

  /** @param keyRole the role of the request's key */
  async answer(request: Request, keyRole: string): Promise<Response> {
    try {
      const exchange = this.#exchange(request);
      const answer = await this.#route(request, keyRole, exchange);
      for (const mail of exchange.mails) this.#mailbox.put(mail);
      return answer;
    } catch (error) {
      return refusalOfError(error).toResponse(request);
    }
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  #exchange({ url, headers }: Request): Exchange {
    const { pathname, searchParams: query, origin } = new URL(url);
    const settings = this.#settings;
    return {
      db: this.#db,
      path: pathname.replace('/auth/v1', ''),
      query,
      settings,
      maker: {
        keys: this.#keys,
        expiry: settings.jwtExpiry,
        issuer: `${origin}/auth/v1`,
      },
      // most requests send no mail
      get redirectTo() {
        const wanted =
          query.get('redirect_to') ?? headers.get('redirect_to') ?? headers.get('referer');
        return allowedRedirect(wanted, settings);
      },
      mails: [],
    };
  }

  async #route(request: Request, keyRole: string, exchange: Exchange): Promise<Response> {
    const { path, query } = exchange;
    switch (`${request.method} ${path}`) {
      case 'GET /health':
        return Response.json(health);
      case 'GET /settings':
        return Response.json(describeSettings(this.#settings));
      case 'GET /.well-known/jwks.json':
        return Response.json(publicKeys(this.#keys), {
          headers: { 'Cache-Control': 'public, max-age=600' },
        });
      case 'GET /verify':
        return openLink(exchange);
      default:
        break;
    }
    const grant = path === '/token' ? `?${query.get('grant_type') ?? ''}` : '';
    const handler = handlers.get(`${request.method} ${path}${grant}`);
    if (handler) {
      const [struct, serve] = handler;
      return Response.json(await serve(exchange, await readParams(request, struct)));
    }
    if (!path.startsWith('/admin/')) refuseAbsent(path, query);
    const answer = await this.#serveKnown(request, keyRole, exchange);
    return answer ?? new Response('404 page not found\n', { status: 404 });
  }

  /** Answers signed-in users and admins; undefined for an unknown route. */
  async #serveKnown(
    request: Request,
    keyRole: string,
    exchange: Exchange,
  ): Promise<Response | undefined> {
    const { path } = exchange;
    const claims = () => claimsOf(request, keyRole, this.#keys);
    if (path === '/invite' || path.startsWith('/admin/')) {
      requireAdmin(await claims());
      if (path !== '/invite') refuseArea(path.split('/')[2]);
      return answerAdmin(request, exchange);
    }
    const signedIn = async () => requireSignedIn(this.#db, await claims());
    switch (`${request.method} ${path}`) {
      case 'GET /user':
        return Response.json(await describeAccount(this.#db, (await signedIn()).account));
      case 'PUT /user': {
        const by = await signedIn();
        const params = await readParams(request, 'UserUpdateParams');
        return Response.json(await updateUser(exchange, params, by));
      }
      case 'GET /reauthenticate':
        return Response.json(await reauthenticate(exchange, (await signedIn()).account));
      case 'POST /logout':
        await signOut(exchange, await signedIn());
        return new Response(null, { status: 204 });
      case 'POST /factors': {
        const { account } = await signedIn();
        return enrollFactor(account, await readParams(request, 'EnrollFactorParams'));
      }
      default:
        break;
    }
    if (path.startsWith('/user/identities/')) {
      await signedIn();
      throw new AuthRefused(404, 'manual_linking_disabled', 'Manual linking is disabled');
    }
    const factor = /^\/factors\/([^/]+)/.exec(path)?.[1];
    if (factor === undefined) return undefined;
    await signedIn();
    return refuseFactor(factor);
  }
}

import type { Account } from './accounts.ts';
import type { Params } from './params.ts';
import { AuthRefused, invalid } from './refused.ts';
import { providers } from './settings.ts';
import { isUuid } from './signed-in.ts';

/**
 * Refuses the parts of auth that no local project has: OAuth in both directions, SAML, passkeys and
 * wallets. GoTrue answers the same where they are off.
 */
export function refuseAbsent(path: string, query: URLSearchParams): void {
  if (path === '/authorize') {
    const provider = query.get('provider') ?? '';
    const isKnown = providers.some((name) => name === provider);
    const reason = isKnown ? 'provider is not enabled' : `Provider ${provider} could not be found`;
    throw invalid(`Unsupported provider: ${reason}`);
  }
  if (path === '/token') {
    const grant = query.get('grant_type');
    if (grant === 'web3') {
      throw new AuthRefused(422, 'web3_provider_disabled', 'Web3 provider is disabled');
    }
    if (grant === 'id_token') {
      const message = 'Sign-in by ID token is not enabled';
      throw new AuthRefused(400, 'provider_disabled', message);
    }
    throw new AuthRefused(400, 'invalid_credentials', 'unsupported_grant_type');
  }
  refuseArea(path.split('/')[1]);
}

/** The missing areas, by the first part of their path. */
const areas = new Map<string, readonly [code: string, message: string]>([
  ['sso', ['saml_provider_disabled', 'SAML 2.0 is disabled']],
  ['passkeys', ['passkey_disabled', 'Passkeys are disabled']],
  ['oauth', ['feature_disabled', 'OAuth server is disabled']],
  ['custom-providers', ['feature_disabled', 'Custom OAuth providers are disabled']],
]);

/** Refuses a missing area, also below `/admin` (404). */
export function refuseArea(area = ''): void {
  const refusal = areas.get(area);
  if (refusal) throw new AuthRefused(404, ...refusal);
}

/** Answers requests for an existing second factor: there are none. */
export function refuseFactor(id: string): never {
  if (!isUuid(id)) throw new AuthRefused(404, 'validation_failed', 'factor_id must be an UUID');
  throw new AuthRefused(404, 'mfa_factor_not_found', 'Factor not found');
}

const factorNames = new Map([
  ['totp', 'TOTP'],
  ['phone', 'Phone'],
  ['webauthn', 'WebAuthn'],
]);

/** `POST /factors`: second factors are off. */
export function enrollFactor(account: Account, params: Params): never {
  if (account.is_anonymous) {
    const message = 'Anonymous user not allowed to perform these actions';
    throw new AuthRefused(403, 'no_authorization', message);
  }
  const type = params.text('factor_type');
  const name = factorNames.get(type);
  if (name === undefined) throw invalid('factor_type needs to be totp, phone, or webauthn');
  const message = `MFA enroll is disabled for ${name}`;
  throw new AuthRefused(422, `mfa_${type}_enroll_not_enabled`, message);
}

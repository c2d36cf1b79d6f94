import type { ApiSettings } from '../settings.ts';

/** The sign-in providers of hosted auth that are missing here. */
export const providers = [
  'apple',
  'azure',
  'bitbucket',
  'discord',
  'facebook',
  'figma',
  'fly',
  'github',
  'gitlab',
  'google',
  'kakao',
  'keycloak',
  'linkedin',
  'linkedin_oidc',
  'notion',
  'slack',
  'slack_oidc',
  'snapchat',
  'spotify',
  'twitch',
  'twitter',
  'workos',
  'zoom',
] as const;

/** `GET /health` */
export const health = {
  version: 'local',
  name: 'GoTrue',
  description: 'GoTrue is a user registration and authentication API',
};

/** `GET /settings`: the settings of auth that an app may read before sign-in. */
export function describeSettings(settings: ApiSettings): object {
  return {
    external: {
      anonymous_users: settings.enableAnonymousSignIns,
      ...Object.fromEntries(providers.map((name) => [name, false])),
      email: true,
      phone: false,
    },
    disable_signup: !settings.enableSignup,
    mailer_autoconfirm: !settings.enableConfirmations,
    phone_autoconfirm: false,
    sms_provider: '',
    saml_enabled: false,
    saml_private_key_next_configured: false,
    passkeys_enabled: false,
  };
}

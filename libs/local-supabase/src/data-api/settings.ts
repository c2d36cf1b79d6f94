import { configValue, readConfig, wrongValue } from '../config.ts';

/** What supabase/config.toml says of the Data API and auth, by its own names. */
export interface ApiSettings {
  /** The schemas that are served; the first where a request names none. */
  readonly schemas: readonly string[];
  /** Schemas that are found without naming them. */
  readonly extraSearchPath: readonly string[];
  /** The most rows that one answer has. */
  readonly maxRows: number;
  readonly siteUrl: string;
  /** Where links of mails may lead beside `siteUrl`: addresses, or patterns with `*` and `**`. */
  readonly redirectUrls: readonly string[];
  readonly enableSignup: boolean;
  readonly enableAnonymousSignIns: boolean;
  readonly minimumPasswordLength: number;
  /** Whether an account needs its e-mail address confirmed before it can sign in. */
  readonly enableConfirmations: boolean;
  /** Whether a change of the address is confirmed from the old address too. */
  readonly doubleConfirmChanges: boolean;
  /** Seconds that a code or a link of a mail is good for. */
  readonly otpExpiry: number;
  /** Seconds between two mails of a kind to an account. */
  readonly mailInterval: number;
  /** Seconds that an access token is good for. */
  readonly jwtExpiry: number;
}

/** What the Supabase CLI takes where the file says nothing. */
export const defaultSettings: ApiSettings = {
  schemas: ['public', 'graphql_public'],
  extraSearchPath: ['public', 'extensions'],
  maxRows: 1000,
  siteUrl: 'http://127.0.0.1:3000',
  redirectUrls: ['https://127.0.0.1:3000'],
  enableSignup: true,
  enableAnonymousSignIns: false,
  minimumPasswordLength: 6,
  enableConfirmations: false,
  doubleConfirmChanges: true,
  otpExpiry: 3600,
  mailInterval: 1,
  jwtExpiry: 3600,
};

/**
 * Reads supabase/config.toml of a checkout.
 *
 * @throws ToolError naming what is not as the Supabase CLI has it
 */
export async function readSettings(workspace: string): Promise<ApiSettings> {
  const config = await readConfig(workspace);
  const read = (path: readonly string[]): unknown => configValue(config, ...path);
  const wrong = (path: readonly string[], wanted: string, value: unknown) =>
    wrongValue(workspace, path, wanted, value);
  const number = (path: readonly string[], otherwise: number) => {
    const value = read(path) ?? otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw wrong(path, 'a whole number', value);
  };
  const texts = (path: readonly string[], otherwise: readonly string[]) => {
    const value = read(path) ?? otherwise;
    if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) {
      return value;
    }
    throw wrong(path, 'a list of names', value);
  };
  const flag = (path: readonly string[], otherwise: boolean) => {
    const value = read(path) ?? otherwise;
    if (typeof value === 'boolean') return value;
    throw wrong(path, 'true or false', value);
  };
  const seconds = (path: readonly string[], otherwise: number) => {
    const value = read(path);
    if (value === undefined) return otherwise;
    const [all, hours = '0', minutes = '0', rest = '0'] =
      typeof value === 'string' ? (/^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(value) ?? []) : [];
    if (all) return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
    throw wrong(path, 'a time such as "1m0s"', value);
  };
  const siteUrl = read(['auth', 'site_url']) ?? defaultSettings.siteUrl;
  if (typeof siteUrl !== 'string') throw wrong(['auth', 'site_url'], 'an address', siteUrl);
  return {
    schemas: texts(['api', 'schemas'], defaultSettings.schemas),
    extraSearchPath: texts(['api', 'extra_search_path'], defaultSettings.extraSearchPath),
    maxRows: number(['api', 'max_rows'], defaultSettings.maxRows),
    siteUrl,
    redirectUrls: texts(['auth', 'additional_redirect_urls'], defaultSettings.redirectUrls),
    enableSignup: flag(['auth', 'enable_signup'], defaultSettings.enableSignup),
    enableAnonymousSignIns: flag(
      ['auth', 'enable_anonymous_sign_ins'],
      defaultSettings.enableAnonymousSignIns,
    ),
    minimumPasswordLength: number(
      ['auth', 'minimum_password_length'],
      defaultSettings.minimumPasswordLength,
    ),
    enableConfirmations: flag(
      ['auth', 'email', 'enable_confirmations'],
      defaultSettings.enableConfirmations,
    ),
    doubleConfirmChanges: flag(
      ['auth', 'email', 'double_confirm_changes'],
      defaultSettings.doubleConfirmChanges,
    ),
    otpExpiry: number(['auth', 'email', 'otp_expiry'], defaultSettings.otpExpiry),
    mailInterval: seconds(['auth', 'email', 'max_frequency'], defaultSettings.mailInterval),
    jwtExpiry: number(['auth', 'jwt_expiry'], defaultSettings.jwtExpiry),
  };
}

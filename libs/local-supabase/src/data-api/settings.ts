import { z } from 'zod';
import { configValue, readConfig, wrongValue } from '../config.ts';
import { parseDuration } from './go-duration.ts';

/** The settings of the Data API and auth in supabase/config.toml, with its own names. */
export interface ApiSettings {
  /** The served schemas; the first is the default. */
  readonly schemas: readonly string[];
  /** Schemas that are searched for unqualified names. */
  readonly extraSearchPath: readonly string[];
  /** The most rows of an answer. */
  readonly maxRows: number;
  readonly siteUrl: string;
  /**
   * The allowed targets of links in mails besides `siteUrl`: addresses, or patterns with `*` and
   * `**`.
   */
  readonly redirectUrls: readonly string[];
  readonly enableSignup: boolean;
  readonly enableAnonymousSignIns: boolean;
  readonly minimumPasswordLength: number;
  /** Whether an account must confirm its e-mail address before it can sign in. */
  readonly enableConfirmations: boolean;
  /** Whether the old address must confirm a change too. */
  readonly doubleConfirmChanges: boolean;
  /** Seconds for which a code or a link of a mail is valid. */
  readonly otpExpiry: number;
  /** Seconds between two mails of one kind to an account. */
  readonly mailInterval: number;
  /** Seconds for which an access token is valid. */
  readonly jwtExpiry: number;
  /** Whether a refresh token that comes again late ends the session's tokens. */
  readonly enableRefreshRotation: boolean;
  /** Seconds for which a refresh token may come again. */
  readonly refreshReuseInterval: number;
  /** Whether a new password requires a sign-in in the last 24 hours, or the code of a mail. */
  readonly securePasswordChange: boolean;
}

/** The Supabase CLI's defaults. */
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
  enableRefreshRotation: true,
  refreshReuseInterval: 10,
  securePasswordChange: false,
};

/** The expected type of a setting, with the message for a wrong value. */
const names = z.array(z.string(), 'a list of names');
const count = z.int('a whole number').min(0, 'a whole number');
const flag = z.boolean('true or false');
const duration = z
  .string('a time such as "1m0s"')
  .refine((text) => parseDuration(text) !== undefined, 'a time such as "1m0s"');
const file = z.object({
  api: z
    .object({
      schemas: names.default([...defaultSettings.schemas]),
      extra_search_path: names.default([...defaultSettings.extraSearchPath]),
      max_rows: count.default(defaultSettings.maxRows),
    })
    .prefault({}),
  auth: z
    .object({
      site_url: z.string('an address').default(defaultSettings.siteUrl),
      additional_redirect_urls: names.default([...defaultSettings.redirectUrls]),
      enable_signup: flag.default(defaultSettings.enableSignup),
      enable_anonymous_sign_ins: flag.default(defaultSettings.enableAnonymousSignIns),
      minimum_password_length: count.default(defaultSettings.minimumPasswordLength),
      jwt_expiry: count.default(defaultSettings.jwtExpiry),
      enable_refresh_token_rotation: flag.default(defaultSettings.enableRefreshRotation),
      refresh_token_reuse_interval: count.default(defaultSettings.refreshReuseInterval),
      email: z
        .object({
          enable_confirmations: flag.default(defaultSettings.enableConfirmations),
          double_confirm_changes: flag.default(defaultSettings.doubleConfirmChanges),
          secure_password_change: flag.default(defaultSettings.securePasswordChange),
          otp_expiry: count.default(defaultSettings.otpExpiry),
          max_frequency: duration.default(`${defaultSettings.mailInterval}s`),
        })
        .prefault({}),
    })
    .prefault({}),
});

/**
 * Reads supabase/config.toml of a checkout.
 *
 * @throws ToolError with the name of a setting that the Supabase CLI would refuse
 */
export async function readSettings(workspace: string): Promise<ApiSettings> {
  const config = await readConfig(workspace);
  const { data, error } = file.safeParse(config);
  if (!data) {
    const [issue] = error.issues;
    // a number in the path means an element; the message is about the whole list
    const path = (issue?.path ?? []).filter((name) => typeof name !== 'number').map(String);
    const isElement = path.length < (issue?.path.length ?? 0);
    const wanted = isElement ? 'a list of names' : (issue?.message ?? '');
    throw wrongValue(workspace, path, wanted, configValue(config, ...path));
  }
  return {
    schemas: data.api.schemas,
    extraSearchPath: data.api.extra_search_path,
    maxRows: data.api.max_rows,
    siteUrl: data.auth.site_url,
    redirectUrls: data.auth.additional_redirect_urls,
    enableSignup: data.auth.enable_signup,
    enableAnonymousSignIns: data.auth.enable_anonymous_sign_ins,
    minimumPasswordLength: data.auth.minimum_password_length,
    enableConfirmations: data.auth.email.enable_confirmations,
    doubleConfirmChanges: data.auth.email.double_confirm_changes,
    otpExpiry: data.auth.email.otp_expiry,
    mailInterval: parseDuration(data.auth.email.max_frequency) ?? 0,
    jwtExpiry: data.auth.jwt_expiry,
    enableRefreshRotation: data.auth.enable_refresh_token_rotation,
    refreshReuseInterval: data.auth.refresh_token_reuse_interval,
    securePasswordChange: data.auth.email.secure_password_change,
  };
}

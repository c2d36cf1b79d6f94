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
  readonly enableSignup: boolean;
  readonly minimumPasswordLength: number;
  /** Seconds that an access token is good for. */
  readonly jwtExpiry: number;
}

/** What the Supabase CLI takes where the file says nothing. */
export const defaultSettings: ApiSettings = {
  schemas: ['public', 'graphql_public'],
  extraSearchPath: ['public', 'extensions'],
  maxRows: 1000,
  siteUrl: 'http://127.0.0.1:3000',
  enableSignup: true,
  minimumPasswordLength: 6,
  jwtExpiry: 3600,
};

/**
 * Reads supabase/config.toml of a checkout.
 *
 * @throws ToolError naming what is not as the Supabase CLI has it
 */
export async function readSettings(workspace: string): Promise<ApiSettings> {
  const config = await readConfig(workspace);
  const read = (path: readonly [string, string]): unknown => configValue(config, ...path);
  const wrong = (path: readonly string[], wanted: string, value: unknown) =>
    wrongValue(workspace, path, wanted, value);
  const number = (path: readonly [string, string], otherwise: number) => {
    const value = read(path) ?? otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw wrong(path, 'a whole number', value);
  };
  const texts = (path: readonly [string, string], otherwise: readonly string[]) => {
    const value = read(path) ?? otherwise;
    if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) {
      return value;
    }
    throw wrong(path, 'a list of names', value);
  };
  const siteUrl = read(['auth', 'site_url']) ?? defaultSettings.siteUrl;
  if (typeof siteUrl !== 'string') throw wrong(['auth', 'site_url'], 'an address', siteUrl);
  const signup = read(['auth', 'enable_signup']) ?? defaultSettings.enableSignup;
  if (typeof signup !== 'boolean') throw wrong(['auth', 'enable_signup'], 'true or false', signup);
  return {
    schemas: texts(['api', 'schemas'], defaultSettings.schemas),
    extraSearchPath: texts(['api', 'extra_search_path'], defaultSettings.extraSearchPath),
    maxRows: number(['api', 'max_rows'], defaultSettings.maxRows),
    siteUrl,
    enableSignup: signup,
    minimumPasswordLength: number(
      ['auth', 'minimum_password_length'],
      defaultSettings.minimumPasswordLength,
    ),
    jwtExpiry: number(['auth', 'jwt_expiry'], defaultSettings.jwtExpiry),
  };
}

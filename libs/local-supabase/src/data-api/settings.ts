import { z } from 'zod';
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

/** What the file must say, with the words for one who wrote something else. */
const names = z.array(z.string(), 'a list of names');
const count = z.int('a whole number').min(0, 'a whole number');
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
      enable_signup: z.boolean('true or false').default(defaultSettings.enableSignup),
      minimum_password_length: count.default(defaultSettings.minimumPasswordLength),
      jwt_expiry: count.default(defaultSettings.jwtExpiry),
    })
    .prefault({}),
});

/**
 * Reads supabase/config.toml of a checkout.
 *
 * @throws ToolError naming what is not as the Supabase CLI has it
 */
export async function readSettings(workspace: string): Promise<ApiSettings> {
  const config = await readConfig(workspace);
  const { data, error } = file.safeParse(config);
  if (!data) {
    const [issue] = error.issues;
    // the third name is of an element, where the whole list is meant
    const path = (issue?.path ?? []).slice(0, 2).map(String);
    const wanted = issue?.path.length === 3 ? 'a list of names' : (issue?.message ?? '');
    throw wrongValue(workspace, path, wanted, configValue(config, ...path));
  }
  return {
    schemas: data.api.schemas,
    extraSearchPath: data.api.extra_search_path,
    maxRows: data.api.max_rows,
    siteUrl: data.auth.site_url,
    enableSignup: data.auth.enable_signup,
    minimumPasswordLength: data.auth.minimum_password_length,
    jwtExpiry: data.auth.jwt_expiry,
  };
}

import { configValue, readConfig, wrongValue } from '@parakeet/local-supabase';
import type { Facts } from './facts.ts';

/**
 * The exposed schemas of a directory's supabase/config.toml; the Supabase CLI's defaults apply.
 *
 * @throws ToolError for a value that the CLI refuses
 */
export async function readApiSettings(directory: string): Promise<Facts['api']> {
  const config = await readConfig(directory);
  const schemas = configValue(config, 'api', 'schemas') ?? ['public', 'graphql_public'];
  const maxRows = configValue(config, 'api', 'max_rows') ?? 1000;
  const isText = (one: unknown): one is string => typeof one === 'string';
  if (!Array.isArray(schemas) || !schemas.every(isText)) {
    throw wrongValue(directory, ['api', 'schemas'], 'a list of names', schemas);
  }
  if (typeof maxRows !== 'number') {
    throw wrongValue(directory, ['api', 'max_rows'], 'a whole number', maxRows);
  }
  return { schemas, maxRows };
}

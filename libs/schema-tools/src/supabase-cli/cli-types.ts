import { ToolError } from '@parakeet/command-kit';
import { cliError, supabase } from './supabase-cli.ts';

/**
 * Asks the Supabase CLI for the TypeScript types of a database.
 *
 * @param url its address
 * @throws ToolError in the CLI's words, if it fails
 */
export async function askCliTypes(
  url: string,
  schemas: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const named = schemas.map((schema) => `--schema=${schema}`);
  const types = await supabase(['gen', 'types', 'typescript', ...named], {
    remote: { url },
    signal,
  });
  if (!types.ok) throw new ToolError(`supabase gen types failed: ${cliError(types)}`);
  return types.output;
}

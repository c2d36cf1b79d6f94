import { stripVTControlCharacters } from 'node:util';
import { ToolError } from '@parakeet/command-kit';
import { createEmptyDatabase, type ThrowawayServer } from '@parakeet/local-supabase';
import { cliAddress, cliError, supabase } from '../supabase-cli/supabase-cli.ts';

const banner = `-- The schema that the migrations result in: what they add to an empty Supabase database,
-- for reading. Written by the command \`generate\`; do not edit, and do not apply.

`;

/** A migrated database as SQL: the difference to the base, by the Supabase CLI. */
export async function snapshotSchema(
  server: ThrowawayServer,
  database: string,
  signal: AbortSignal,
): Promise<string> {
  // the base itself is a template, which nobody may be connected to while it is cloned
  const empty = await createEmptyDatabase(server, server.databaseName('empty'));
  const result = await supabase(
    [
      'db',
      'diff',
      '--use-pg-delta',
      `--from=${cliAddress({ url: empty })}`,
      `--to=${cliAddress({ url: server.ownerUrl(database) })}`,
    ],
    { signal, named: { url: server.ownerUrl(database) } },
  );
  if (!result.ok) throw new ToolError(`supabase db diff failed: ${cliError(result)}`);
  return `${banner}${sqlOf(result.output)}\n`;
}

/** The SQL of a `db diff`, without what the CLI says among it. */
export function sqlOf(output: string): string {
  const lines = output.split('\n').filter((line) => !isRemark(line));
  return lines.join('\n').trim();
}

/**
 * Whether the CLI says something to a person among its SQL, such as that it does not compare the
 * rights on parameters that the base gives: such a line begins with a bar or a sign.
 */
function isRemark(line: string): boolean {
  return /^[│▲●◆■]/.test(stripVTControlCharacters(line));
}

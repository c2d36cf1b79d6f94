import { createEmptyDatabase, type ThrowawayServer } from '@parakeet/local-supabase';
import { schemaDifference } from '../supabase-cli/schema-difference.ts';
import { cliAddress } from '../supabase-cli/supabase-cli.ts';

const banner = `-- The schema that the migrations result in: what they add to an empty Supabase database,
-- for reading. Written by the command \`generate\`; do not edit, and do not apply.

`;

/** A migrated database as SQL: its difference from the base, by the Supabase CLI. */
export async function snapshotSchema(
  server: ThrowawayServer,
  database: string,
  signal: AbortSignal,
): Promise<string> {
  // the base itself is a template, and a connection to it would prevent cloning
  const empty = await createEmptyDatabase(server, server.databaseName('empty'));
  const migrated = { url: server.ownerUrl(database) };
  const sql = await schemaDifference(cliAddress({ url: empty }), migrated, { signal });
  return `${banner}${sql}\n`;
}

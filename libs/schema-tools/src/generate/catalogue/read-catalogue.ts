import type pg from 'pg';
import type { Catalogue, CommentedRule } from '../model.ts';
import { readFunctions } from './functions.ts';
import { readCommentedRules } from './rules.ts';
import { readTables } from './tables.ts';
import { Types } from './types.ts';

/** The tables, views and functions of a database's schemas, and the rules with a comment. */
export async function readCatalogue(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<{ readonly catalogue: Catalogue; readonly rules: readonly CommentedRule[] }> {
  const types = await Types.read(client);
  const tables = await readTables(client, schemas, types);
  const functions = await readFunctions(client, schemas, types);
  return { catalogue: { tables, functions }, rules: await readCommentedRules(client, schemas) };
}

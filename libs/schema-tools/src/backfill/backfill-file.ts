import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { statementsOf } from '../migrations/sql-statements.ts';
import { readSqlFile } from '../migrations/sql-file.ts';
import { project, shortPath } from '../project/project.ts';

/** A change to the rows of one table, made in batches: a file of supabase/backfills. */
export interface BackfillFile {
  /** The version of its migration, which must be applied first. */
  readonly version: string;
  /** `<version>_<name>`, the file's name. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** As in the file: `public.orders`. */
  readonly table: string;
  /** An SQL condition that is true for the remaining rows. */
  readonly rows: string;
  /** One UPDATE or DELETE. `$1` is the list of a batch's keys. */
  readonly statement: string;
}

/** The name of the folder beside the migrations. */
const backfillsName = 'backfills';

const example = `-- Effort of logs from before it was asked for.
-- table: public.orders
-- rows: effort is null
update public.orders set effort = rpe * 10 where id = any($1)`;

/**
 * The checkout's backfills in the order of their versions.
 *
 * @param folder their folder; beside the migrations if not given
 * @throws ToolError with the file and its error
 */
export async function readBackfills(
  folder = join(project().supabase, backfillsName),
): Promise<BackfillFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.sql')).toSorted();
  const found: BackfillFile[] = [];
  for (const file of files) found.push(await readBackfill(join(folder, file), file));
  return found;
}

async function readBackfill(path: string, file: string): Promise<BackfillFile> {
  const refuse = (what: string, next = `Such as\n\n${example}`): never => {
    throw new ToolError(`${shortPath(path)}: ${what}`, { next });
  };
  const [, version] = /^(\d+)_.+\.sql$/.exec(file) ?? [];
  if (version === undefined) {
    return refuse(
      'the name has no version.',
      'Name it <version>_<name>.sql, with the version of the migration that it belongs to.',
    );
  }
  const text = await readSqlFile(path);
  const line = (name: string) => {
    const lines = [...text.matchAll(new RegExp(`^-- ${name}:[ \\t]*(.*)$`, 'gm'))];
    if (lines.length > 1) refuse(`there are ${lines.length} lines "-- ${name}:".`);
    return lines[0]?.[1]?.trim() || refuse(`there is no line "-- ${name}: …" at its beginning.`);
  };
  const [table, rows] = [line('table'), line('rows')];
  const statements = await statementsOf(text).catch((cause: unknown) => {
    return refuse(`Postgres does not understand it: ${String(cause)}`);
  });
  const [statement] = statements;
  if (!statement || statements.length > 1) {
    return refuse(`it has ${statements.length} statements, but must have one.`);
  }
  const { tree } = statement;
  if (!('UpdateStmt' in tree) && !('DeleteStmt' in tree)) {
    return refuse('its statement is neither UPDATE nor DELETE.');
  }
  if (!hasParameter(tree)) {
    return refuse('its statement lacks $1, the list of keys: `id = any($1)`.');
  }
  return {
    version,
    name: file.slice(0, -'.sql'.length),
    path,
    table,
    rows,
    statement: statement.text,
  };
}

/** Whether a parsed statement uses `$1` and no other parameter. */
function hasParameter(tree: object): boolean {
  const numbers = new Set<unknown>();
  JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'ParamRef') numbers.add(Reflect.get(Object(value), 'number'));
    return value;
  });
  return numbers.has(1) && numbers.size === 1;
}

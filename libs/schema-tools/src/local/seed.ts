import { createHash } from 'node:crypto';
import pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { withClient } from '@parakeet/local-supabase';
import { adviceFor } from '../migrations/advice.ts';
import { sqlError } from '../migrations/sql-failure.ts';
import {
  lineAt,
  splitStatements,
  statementsOf,
  type ParsedStatement,
  type SqlStatement,
} from '../migrations/sql-statements.ts';
import { shortPath } from '../project/project.ts';
import type { SeedFile } from './seed-files.ts';

/**
 * Runs each file of a seed in one transaction, as the role that migrates, and records the files in
 * the database. It does not use `supabase db push --include-seed`, which does not report where a
 * seed fails.
 *
 * @throws ToolError with line and statement if a file fails. It also throws if a file writes no
 *   rows, or if its rows are gone at its end
 */
export async function seed(url: string, files: readonly SeedFile[]): Promise<void> {
  await withClient(url, async (client) => {
    for (const file of files) await runFile(client, file);
    await recordSeed(client, files);
  });
}

/** Runs after the seed, in its transaction, and returns whether that has written anything. */
const probe = '\n;select pg_current_xact_id_if_assigned() is not null as wrote';

async function runFile(client: pg.ClientBase, file: SeedFile): Promise<void> {
  const statements = await statementsOf(file.text).catch(() => undefined);
  let results: pg.QueryResult<{ wrote?: boolean }>[];
  try {
    // several statements in one query are one transaction, unless the file ends it
    results = [await client.query(file.text + (statements ? probe : ''))].flat();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw await seedError(client, file, error);
  }
  const tags = results.map(({ command }) => command);
  const lineOf = (index: number) => {
    const start = statements?.[index]?.start;
    return start === undefined ? '' : `:${lineAt(file.text, start)}`;
  };
  const next = 'Remove begin, commit and rollback: each file runs in one transaction.';
  for (const [index, tag] of tags.entries()) {
    if (tag !== 'ROLLBACK' || endsAtSavepoint(statements?.[index])) continue;
    throw new ToolError(
      `${shortPath(file.path)}${lineOf(index)} rolls back: earlier rows of the seed are lost.`,
      { next },
    );
  }
  if (client.getTransactionStatus() !== 'I') {
    const begin = tags.findLastIndex((tag) => tag === 'BEGIN' || tag === 'START');
    throw new ToolError(
      `${shortPath(file.path)}${lineOf(begin)} begins a transaction that the file never commits: ` +
        'its rows are lost.',
      { next },
    );
  }
  if (statements && !tags.includes('COMMIT') && results.at(-1)?.rows[0]?.wrote !== true) {
    throw new ToolError(`${shortPath(file.path)} ran without an error, but wrote nothing.`, {
      next: 'Write rows in it, or say enabled = false under [db.seed] of supabase/config.toml.',
    });
  }
}

/** Whether a statement is `rollback to savepoint`, which leaves the transaction going. */
function endsAtSavepoint(statement: ParsedStatement | undefined): boolean {
  const tree = statement?.tree;
  return (
    tree !== undefined &&
    'TransactionStmt' in tree &&
    tree.TransactionStmt.kind === 'TRANS_STMT_ROLLBACK_TO'
  );
}

/** Records the checksums of the seed files in the comment of the database: see `readSeedRecord`. */
async function recordSeed(client: pg.ClientBase, files: readonly SeedFile[]): Promise<void> {
  const lines = files.map(
    ({ path, text }) => `seeded from ${shortPath(path)} sha256:${digest(text)}`,
  );
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const name = pg.escapeIdentifier(rows[0]?.name ?? '');
  await client.query(`comment on database ${name} is ${pg.escapeLiteral(lines.join('\n'))}`);
}

/** The checksums of the files that seeded a database, by path in the checkout. */
async function readSeedRecord(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ record: string | null }>(
    `select shobj_description(oid, 'pg_database') as record
     from pg_database where datname = current_database()`,
  );
  const found = (rows[0]?.record ?? '').matchAll(/^seeded from (.+) sha256:([0-9a-f]{64})$/gm);
  return new Map(Array.from(found, ([, path = '', sum = '']) => [path, sum]));
}

/**
 * The differences between the seed files and those that seeded a database, a few words each; empty
 * if `seed` did not seed it.
 */
export async function compareSeed(
  client: pg.ClientBase,
  files: readonly SeedFile[],
): Promise<string[]> {
  const record = await readSeedRecord(client);
  if (record.size === 0) return [];
  const now = new Map(files.map(({ path, text }) => [shortPath(path), digest(text)]));
  return [
    ...[...now.keys()].filter((path) => !record.has(path)).map((path) => `${path} is new`),
    ...Array.from(record, ([path, sum]) =>
      !now.has(path)
        ? `${path} is not run any more`
        : now.get(path) === sum
          ? ''
          : `${path} was edited`,
    ).filter((words) => words !== ''),
  ];
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** The failure with its place in the file. */
async function seedError(
  client: pg.ClientBase,
  { path, text }: SeedFile,
  error: pg.DatabaseError,
): Promise<ToolError> {
  const words = [
    `${error.severity ?? 'ERROR'}: ${error.message} (SQLSTATE ${error.code})`,
    error.detail,
    error.hint,
  ];
  const at = error.position === undefined ? undefined : Number(error.position) - 1;
  // a file with a syntax error has no statements, so only the position is known
  const statements = await splitStatements(text).catch(() => []);
  const failing =
    at === undefined
      ? await firstToFail(client, statements)
      : statements.findLast(({ start }) => start <= at);
  const from = failing?.start ?? at ?? 0;
  return sqlError(
    {
      path,
      text,
      words: words.filter(Boolean).join('\n'),
      from,
      to: failing ? from + failing.text.length : from,
      at,
    },
    adviceFor(words[0] ?? '', path),
  );
}

/** Finds the failing statement if Postgres gave no position: runs them one by one. */
async function firstToFail(
  client: pg.ClientBase,
  statements: readonly SqlStatement[],
): Promise<SqlStatement | undefined> {
  await client.query('rollback');
  await client.query('begin');
  try {
    for (const statement of statements) {
      try {
        await client.query(statement.text);
      } catch {
        return statement;
      }
    }
    return undefined;
  } finally {
    await client.query('rollback');
  }
}

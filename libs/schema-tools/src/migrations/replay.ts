import { commandLine, ToolError } from '@parakeet/command-kit';
import pg from 'pg';
import { shortPath } from '../project/project.ts';
import type { MigrationFile } from './migration-files.ts';
import { statementsOf } from './sql-statements.ts';
import { transactionBreakOf } from './transactions.ts';

/**
 * Applies migrations on an open connection as `supabase db push` does, including the history, but
 * without starting the Supabase CLI, which takes a second. This is only for temporary databases:
 * people's databases get their migrations from the CLI. A test proves that both ways make the same
 * database.
 *
 * @param client connected as the role that migrates; its settings are reset before each file
 * @throws pg.DatabaseError if Postgres refuses a statement. Of a file in one transaction, nothing
 *   remains then
 */
export async function replay(
  client: pg.ClientBase,
  files: readonly MigrationFile[],
): Promise<void> {
  await makeHistory(client);
  for (const file of files) {
    await client.query('reset all');
    const { transactions, statements } = await divide(file.text);
    const last = transactions.pop() ?? [];
    const row = rowOf(file, statements);
    for (const queries of transactions) await send(client, queries);
    await send(client, [...last.slice(0, -1), `${last.at(-1) ?? ''}\n;\n${row}`]);
  }
}

/** Sends what is one transaction. Several statements in one query are one. */
async function send(client: pg.ClientBase, queries: readonly string[]): Promise<void> {
  const [only, ...others] = queries;
  if (only !== undefined && others.length === 0) {
    await client.query(only);
    return;
  }
  await client.query('begin');
  try {
    for (const query of queries) await client.query(query);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw cause;
  }
}

/**
 * The most characters to send at once. Like supautils, the base reads the whole query's text for
 * each policy, so the time of a query grows with the square of its size.
 */
const mostAtOnce = 32_000;

/**
 * The queries for statements in one transaction: several statements in each, but no large query.
 */
export function queriesOf(statements: readonly { readonly text: string }[]): string[] {
  const queries: string[] = [];
  for (const { text } of statements) {
    const last = queries.at(-1);
    if (last === undefined || last.length > mostAtOnce) queries.push(text);
    else queries[queries.length - 1] = `${last}\n;\n${text}`;
  }
  return queries;
}

/**
 * Applies one migration like `replay`.
 *
 * @throws ToolError with the file if Postgres refuses it; its exit code is 1 by default
 */
export async function replayFile(
  client: pg.ClientBase,
  file: MigrationFile,
  exitCode = 1,
): Promise<void> {
  try {
    await replay(client, [file]);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    throw new ToolError(
      `${shortPath(file.path)} cannot be applied: ${cause.message} (SQLSTATE ${cause.code}).`,
      { cause, next: `${commandLine('reset')} names the line.`, exitCode },
    );
  }
}

/** Creates the Supabase CLI's history, if it is missing. */
export async function makeHistory(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations
      (version text not null primary key);
    alter table supabase_migrations.schema_migrations
      add column if not exists statements text[],
      add column if not exists name text`);
}

/** SQL that writes a file into the history, as the Supabase CLI does. */
export async function historyRow(file: MigrationFile): Promise<string> {
  return rowOf(file, (await divide(file.text)).statements);
}

function rowOf({ version, name }: MigrationFile, statements: readonly string[]): string {
  const row = [version, name].map(pg.escapeLiteral).join(', ');
  const array = statements.map(pg.escapeLiteral).join(',\n');
  return `insert into supabase_migrations.schema_migrations (version, name, statements)
     values (${row}, array[${array}]::text[])`;
}

/**
 * The transactions of a file, each as one or several queries; the last one includes the row of the
 * history. Also the statements that the CLI records there, with the comments before them.
 */
async function divide(text: string): Promise<{ transactions: string[][]; statements: string[] }> {
  const parsed = (await statementsOf(text)).map((statement) => ({
    end: statement.start + statement.text.length,
    kind: transactionBreakOf(statement),
    isSavepoint: 'TransactionStmt' in statement.tree,
  }));
  const eachAlone = parsed.some(({ kind }) => kind === 'control');
  // Postgres refuses it in the CLI's transactions, but accepts it after a BEGIN
  const isWhole = parsed.some(({ isSavepoint }) => isSavepoint);
  const transactions: string[][] = [];
  const statements: string[] = [];
  let queries: string[] = [];
  let [sent, written] = [0, 0];
  const queryUpTo = (end: number) => {
    if (end > sent) queries.push(text.slice(sent, end));
    sent = end;
  };
  const endAt = (end: number) => {
    queryUpTo(end);
    if (queries.length > 0) transactions.push(queries);
    queries = [];
  };
  for (const { end, kind } of parsed) {
    const isAlone = eachAlone || kind === 'alone';
    if (isAlone) endAt(written);
    statements.push(text.slice(written, end).replace(/^[\s;]+/, ''));
    written = end;
    if (isAlone) endAt(end);
    else if (!isWhole && end - sent > mostAtOnce) queryUpTo(end);
  }
  const rest = text
    .slice(written)
    .replace(/^[\s;]+/, '')
    .trimEnd();
  if (rest !== '') statements.push(rest);
  // even an empty one: statements that were sent alone are separate from the row of the history
  transactions.push([...queries, text.slice(sent)]);
  return { transactions, statements };
}

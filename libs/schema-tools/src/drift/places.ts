import { maintenanceDatabase, withClient } from '@parakeet/local-supabase';
import pg from 'pg';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { lineAt, statementsOf, type ParsedStatement } from '../migrations/sql-statements.ts';
import { opensBlock, transactionBreakOf } from '../migrations/transactions.ts';
import { groupOf, readObjects, type Group } from './catalogue/read-objects.ts';
import { keyOf, type Drift } from './drift.ts';
import { createProjectDatabase, type Expected } from './expected.ts';

/** Where a migration touched an object last. */
export interface Place {
  readonly file: MigrationFile;
  /** Of the statement, from 1. */
  readonly line: number;
}

/**
 * Finds the statements that touched the objects last, or the facts of them that differ. The files
 * are applied once more, statement by statement, and the objects are read after each statement
 * that names one of them, or may do anything (DO, CALL, SELECT).
 *
 * @returns places by the keys of the objects; none for one that no file ever made
 */
export async function placesOf(
  drifts: readonly Drift[],
  expected: Expected,
): Promise<ReadonlyMap<string, Place>> {
  const named = drifts.filter((drift) => isNamed(drift, expected.files));
  if (named.length === 0) return new Map();
  return withRolesAside(expected, async () => {
    const url = await createProjectDatabase(expected.server, placesDatabase);
    return withClient(url, async (client) => {
      await resetSettings(client, named);
      const watch = await watcher(client, named);
      for (const file of expected.files) await watchFile(client, file, watch);
      return watch.places;
    });
  });
}

/** What no file names was made by none, unless a block made up the name. */
function isNamed({ is, name }: Drift, files: readonly MigrationFile[]): boolean {
  const word = wordsOf(name.replace(/\(.*/, '')).at(-1) ?? '';
  return is !== 'extra' || files.some(({ text }) => text.toLowerCase().includes(word));
}

const placesDatabase = 'drift_places';

/**
 * Gives the roles that the files make other names for a while: roles belong to the server, and the
 * files are to make them again.
 */
async function withRolesAside<Result>(
  { base, built, server }: Expected,
  use: () => Promise<Result>,
): Promise<Result> {
  const roles = [...built.values()]
    .filter(({ kind, key }) => kind === 'role' && !base.has(key))
    .map(({ name }, place) => ({ name, aside: `parakeet_aside_${place}` }));
  const run = (statements: readonly string[]) =>
    withClient(server.adminUrl(maintenanceDatabase), async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  if (roles.length === 0) return use();
  await run(roles.map(({ name, aside }) => `alter role ${name} rename to ${aside}`));
  try {
    return await use();
  } finally {
    const made = pg.escapeIdentifier(server.databaseName(placesDatabase));
    await run([
      `drop database if exists ${made} with (force)`,
      ...roles.flatMap(({ name, aside }) => [
        `drop role if exists ${name}`,
        `alter role ${aside} rename to ${name}`,
      ]),
    ]);
  }
}

/** Settings belong to the server too: what a file sets is to be seen. */
async function resetSettings(client: pg.ClientBase, drifts: readonly Drift[]): Promise<void> {
  for (const { kind, should } of drifts) {
    if (kind !== 'setting' || !should || typeof should.parts['role'] !== 'string') continue;
    await client.query(`alter role ${should.parts['role']} reset ${should.parts['setting']}`);
  }
}

interface Watch {
  readonly places: Map<string, Place>;
  /** Whether a statement may touch one of the objects. */
  readonly mayTouch: (statement: ParsedStatement) => boolean;
  /** Reads the objects, and notes the place for those that changed. */
  readonly look: (place: Place, inBlock: boolean) => Promise<void>;
}

async function watcher(client: pg.ClientBase, drifts: readonly Drift[]): Promise<Watch> {
  const places = new Map<string, Place>();
  const words = new Set(drifts.map(wordOf));
  const read: Group[] = [...new Set(drifts.map(({ kind }) => groupOf(kind)))];
  const names = drifts.map(({ name }) => name);
  const state = async (inBlock: boolean) => {
    const objects = await readObjects(client, { read, names, inBlock });
    return new Map(
      drifts.map((drift) => {
        const facts = objects.get(keyOf(drift))?.facts;
        const asked =
          drift.is === 'changed' ? drift.differences.map(({ fact }) => fact) : undefined;
        const seen = facts && asked ? asked.map((fact) => facts[fact] ?? null) : facts;
        return [keyOf(drift), JSON.stringify(seen ?? null)];
      }),
    );
  };
  let before = await state(false);
  return {
    places,
    mayTouch: ({ text, tree }) =>
      ['DoStmt', 'CallStmt', 'SelectStmt'].some((kind) => kind in tree) ||
      /\ball\s+\w+\s+in\s+schema\b/i.test(text) ||
      wordsOf(text).some((word) => words.has(word)),
    async look(place, inBlock) {
      const after = await state(inBlock);
      for (const [key, seen] of after) if (seen !== before.get(key)) places.set(key, place);
      before = after;
    },
  };
}

/** Kinds that have the name of their table before their own. */
const partsOfTables = new Set(['column', 'constraint', 'policy', 'trigger', 'rule']);

/** The word that every statement about an object has: the name of its table, or its own. */
function wordOf({ kind, name, there, should }: Drift): string {
  const { of, column } = (there ?? should)?.parts ?? {};
  const isPart = partsOfTables.has(kind) || of === 'column' || typeof column === 'string';
  const words = wordsOf(name.replace(/\(.*/, ''));
  return words.at(isPart ? -2 : -1) ?? '';
}

/** The words of a statement, but for those of texts, bodies and comments. */
function wordsOf(text: string): string[] {
  const code = text.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|--[^\n]*/g, ' ');
  return code.toLowerCase().match(/[\w$]+/g) ?? [];
}

async function watchFile(client: pg.ClientBase, file: MigrationFile, watch: Watch): Promise<void> {
  await client.query('reset all');
  const statements = (await statementsOf(file.text)).map((statement) => ({
    ...statement,
    kind: transactionBreakOf(statement),
  }));
  const controls = statements.some(({ kind }) => kind === 'control');
  let inBlock = false;
  // what is not looked at is sent together
  let waiting: string[] = [];
  const send = async () => {
    const text = waiting.join('\n;\n');
    waiting = [];
    if (text !== '') await client.query(text);
  };
  const begin = async (wanted: boolean) => {
    if (wanted === inBlock) return;
    await send();
    await client.query(wanted ? 'begin' : 'commit');
    inBlock = wanted;
  };
  for (const statement of statements) {
    if (!controls) await begin(statement.kind === undefined);
    const isLookedAt = watch.mayTouch(statement);
    if (inBlock && statement.kind === undefined && !isLookedAt) {
      waiting.push(statement.text);
      continue;
    }
    await send();
    await client.query(statement.text);
    if (statement.kind === 'control') inBlock = opensBlock(statement);
    else if (isLookedAt) {
      await watch.look({ file, line: lineAt(file.text, statement.start) }, inBlock);
    }
  }
  await send();
  if (!controls) await begin(false);
}

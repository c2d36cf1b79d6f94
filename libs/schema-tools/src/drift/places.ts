import { dropDatabase, maintenanceDatabase, withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { lineAt, statementsOf, type ParsedStatement } from '../migrations/sql-statements.ts';
import { queriesOf } from '../migrations/replay.ts';
import { opensBlock, transactionBreakOf } from '../migrations/transactions.ts';
import { groupOf, objectsReader, type Group } from './catalogue/read-objects.ts';
import { keyOf, type Drift } from './drift.ts';
import { createProjectDatabase, type Expected } from './expected.ts';

/** The place of an object's last change in a migration. */
export interface Place {
  readonly file: MigrationFile;
  /** Of the statement, from 1. */
  readonly line: number;
}

/**
 * Finds the statements that last changed the objects, or their differing facts. It applies the
 * files once more. It reads the objects after each transaction that names one of them, or that may
 * do anything (DO, CALL, SELECT). A transaction that changed them is rolled back and run again,
 * statement by statement.
 *
 * @returns places by the keys of the objects; none for an object that no file ever created
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

/** An object that no file names has no place, unless a block built its name. */
function isNamed({ is, name }: Drift, files: readonly MigrationFile[]): boolean {
  const word = wordsOf(name.replace(/\(.*/, '')).at(-1) ?? '';
  return is !== 'extra' || files.some(({ text }) => text.toLowerCase().includes(word));
}

const placesDatabase = 'drift_places';

/**
 * Renames the files' roles for a while: roles belong to the server, and the files must be able to
 * create them again.
 */
async function withRolesAside<Result>(
  { base, built, server }: Expected,
  use: () => Promise<Result>,
): Promise<Result> {
  const roles = [...built.values()]
    .filter(({ kind, key }) => kind === 'role' && !base.has(key))
    .map(({ name }, place) => ({ name, aside: `parakeet_aside_${place}` }));
  if (roles.length === 0) return use();
  const onServer = (work: (client: pg.Client) => Promise<void>) =>
    withClient(server.adminUrl(maintenanceDatabase), work);
  await onServer(async (client) => {
    for (const { name, aside } of roles) {
      await client.query(`alter role ${name} rename to ${aside}`);
    }
  });
  try {
    return await use();
  } finally {
    await onServer(async (client) => {
      await dropDatabase(client, server.databaseName(placesDatabase));
      for (const { name, aside } of roles) {
        await client.query(`drop role if exists ${name}`);
        await client.query(`alter role ${aside} rename to ${name}`);
      }
    });
  }
}

/** Settings belong to the server too, so a file's own settings must be visible. */
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
  /** Reads the objects, and records the place of those that changed. */
  readonly look: (place: Place, inBlock: boolean) => Promise<void>;
  /** Whether the objects are the same as at the last look. It runs in a transaction. */
  readonly isSame: () => Promise<boolean>;
}

async function watcher(client: pg.ClientBase, drifts: readonly Drift[]): Promise<Watch> {
  const places = new Map<string, Place>();
  const words = new Set(drifts.map(wordOf));
  const read: Group[] = [...new Set(drifts.map(({ kind }) => groupOf(kind)))];
  const names = drifts.map(({ name }) => name);
  const reader = await objectsReader(client, { read, names });
  const state = async (inBlock: boolean) => {
    const objects = await reader(inBlock);
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
    async isSame() {
      return [...(await state(true))].every(([key, seen]) => seen === before.get(key));
    },
  };
}

/** Kinds whose names begin with their table. */
const partsOfTables = new Set(['column', 'constraint', 'policy', 'trigger', 'rule']);

/** A word in every statement about an object: its table's name, or its own. */
function wordOf({ kind, name, there, should }: Drift): string {
  const { of, column } = (there ?? should)?.parts ?? {};
  const isPart = partsOfTables.has(kind) || of === 'column' || typeof column === 'string';
  const words = wordsOf(name.replace(/\(.*/, ''));
  return words.at(isPart ? -2 : -1) ?? '';
}

/** The words of a statement, except in texts, bodies and comments. */
function wordsOf(text: string): string[] {
  const code = text.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|--[^\n]*/g, ' ');
  return code.toLowerCase().match(/[\w$]+/g) ?? [];
}

/** Statements in one transaction, or one that runs outside of a transaction. */
interface Unit {
  readonly begin?: string;
  readonly end?: string;
  readonly statements: readonly ParsedStatement[];
}

async function watchFile(client: pg.ClientBase, file: MigrationFile, watch: Watch): Promise<void> {
  await client.query('reset all');
  for (const unit of unitsOf(await statementsOf(file.text))) {
    await watchUnit(client, unit, watch, (statement) => ({
      file,
      line: lineAt(file.text, statement.start),
    }));
  }
}

function unitsOf(statements: readonly ParsedStatement[]): Unit[] {
  const units: Unit[] = [];
  const ownControl = statements.some((one) => transactionBreakOf(one) === 'control');
  let open: { begin: string; statements: ParsedStatement[] } | undefined;
  const close = (end: string) => {
    if (open) units.push({ ...open, end });
    open = undefined;
  };
  for (const statement of statements) {
    const kind = transactionBreakOf(statement);
    if (kind === 'control') {
      close(statement.text);
      if (opensBlock(statement)) open = { begin: statement.text, statements: [] };
    } else if (open && (ownControl || kind === undefined)) {
      open.statements.push(statement);
    } else if (ownControl || kind !== undefined) {
      close('commit');
      units.push({ statements: [statement] });
    } else {
      open = { begin: 'begin', statements: [statement] };
    }
  }
  close('commit');
  return units;
}

async function watchUnit(
  client: pg.ClientBase,
  { begin, end = '', statements }: Unit,
  watch: Watch,
  placeOf: (statement: ParsedStatement) => Place,
): Promise<void> {
  const run = async (queries: readonly string[]) => {
    for (const query of queries) await client.query(query);
  };
  const watched = new Set(statements.filter(watch.mayTouch));
  if (begin !== undefined && watched.size !== 1) {
    await run([begin, ...queriesOf(statements)]);
    if (watched.size === 0 || (await watch.isSame())) return run([end]);
    await run(['rollback']);
  }
  if (begin !== undefined) await run([begin]);
  // statements that need no look are sent together
  let waiting: ParsedStatement[] = [];
  for (const statement of statements) {
    waiting.push(statement);
    if (!watched.has(statement)) continue;
    await run(queriesOf(waiting));
    waiting = [];
    await watch.look(placeOf(statement), begin !== undefined);
  }
  await run([...queriesOf(waiting), ...(begin === undefined ? [] : [end])]);
}

import { withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import type { Facts, Named, ContractFacts } from '../facts/facts.ts';
import { readDatabaseFacts } from '../facts/read-facts.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { replayFile } from '../migrations/replay.ts';

/** The facts from files beside the migrations. */
export interface Surroundings {
  readonly api: Facts['api'];
  readonly contracts: Named<ContractFacts>;
  readonly reading: Facts['reading'];
}

/** A migration, with the schema before and after it. */
export interface Step {
  readonly file: MigrationFile;
  readonly before: Facts;
  readonly after: Facts;
}

/** The client's view of the schema that migrations create in an empty database. */
export async function factsOf(
  url: string,
  files: readonly MigrationFile[],
  surroundings: Surroundings,
): Promise<Facts> {
  return withClient(url, async (client) => {
    for (const file of files) await replayFile(client, file);
    return { ...(await readDatabaseFacts(client, surroundings.api.schemas)), ...surroundings };
  });
}

/** The migrations of a checkout, applied one by one. */
export interface History {
  /** The new ones. */
  readonly steps: readonly Step[];
  readonly end: Facts;
  /** Each table and column of old migrations, even dropped ones, with its first definition. */
  readonly names: ReadonlyMap<string, string>;
}

/** The history that several baselines have in common. */
export interface SharedHistory {
  /** Those that are new to one of them. */
  readonly steps: readonly Step[];
  readonly end: Facts;
  /** Each migration, with the tables and columns after it. */
  readonly names: readonly { file: MigrationFile; kinds: ReadonlyMap<string, string> }[];
}

/** Records the schema that clients see while migrations are applied. */
export class HistoryNotes {
  readonly #surroundings: Surroundings;
  readonly #steps: Step[] = [];
  readonly #names: SharedHistory['names'][number][] = [];
  #last: Facts | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Call this before a migration that is new to a baseline. */
  async before(client: pg.ClientBase): Promise<void> {
    this.#last ??= await this.#read(client);
  }

  /** Call this after each migration. */
  async after(client: pg.ClientBase, file: MigrationFile, isNew: boolean): Promise<void> {
    const before = this.#last;
    this.#last = isNew ? await this.#read(client) : undefined;
    if (before && this.#last) this.#steps.push({ file, before, after: this.#last });
    const kinds = await readNames(client, this.#surroundings.api.schemas);
    this.#names.push({ file, kinds });
  }

  async end(client: pg.ClientBase): Promise<SharedHistory> {
    const end = this.#last ?? (await this.#read(client));
    return { steps: this.#steps, end, names: this.#names };
  }

  async #read(client: pg.ClientBase): Promise<Facts> {
    await client.query('reset all');
    const { schemas } = this.#surroundings.api;
    // facts from files have no history here
    return { ...(await readDatabaseFacts(client, schemas)), ...this.#surroundings };
  }
}

/**
 * Applies the migrations of the checkout to an empty database, and visits each new one.
 *
 * @param isNew whether a baseline lacks the migration
 * @param use gets the history, and a connection to the final schema
 */
export async function withHistory<Result>(
  url: string,
  files: readonly MigrationFile[],
  surroundings: Surroundings,
  isNew: (file: MigrationFile) => boolean,
  use: (history: SharedHistory, client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  return withClient(url, async (client) => {
    const notes = new HistoryNotes(surroundings);
    for (const file of files) {
      if (isNew(file)) await notes.before(client);
      await replayFile(client, file);
      await notes.after(client, file, isNew(file));
    }
    return use(await notes.end(client), client);
  });
}

/** The part of a history that a baseline lacks. */
export function historySince(
  { steps, end, names }: SharedHistory,
  isNew: (file: MigrationFile) => boolean,
): History {
  const old = names.filter(({ file }) => !isNew(file));
  return {
    steps: steps.filter(({ file }) => isNew(file)),
    end,
    // of two migrations, the older one has a name's first definition
    names: new Map(old.toReversed().flatMap(({ kinds }) => [...kinds])),
  };
}

/** The names of tables, views and columns, with their definitions. */
async function readNames(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; kind: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, 'a table' as kind
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'v', 'm')
     union all
     select format('%I.%I.%I', n.nspname, c.relname, a.attname), format_type(a.atttypid, a.atttypmod)
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'v', 'm')`,
    [schemas],
  );
  return new Map(rows.map(({ name, kind }) => [name, kind]));
}

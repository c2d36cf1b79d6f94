import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Known } from '../data/known.ts';
import type { Unread } from '../errors/unread-words.ts';

/** A write that waits, was refused, or was sent but not yet read back. */
export interface Entry {
  /** Its place in the order of sending. */
  readonly seq: number;
  readonly lifter: string;
  /** The name of a write, in the version that made it. */
  readonly write: string;
  readonly args: unknown;
  /** When it was made, ISO. */
  readonly at: string;
  readonly state: 'waiting' | 'sent' | 'refused';
  /** Why it was refused: the database's error. */
  readonly code?: string;
  readonly message?: string;
}

interface Schema extends DBSchema {
  outbox: {
    key: number;
    value: Omit<Entry, 'seq'> & { seq?: number };
    indexes: { lifter: string };
  };
  /** The last answer of each table, by lifter and table. */
  answers: { key: string; value: KeptAnswer };
}

/** An answer as it came, and what a build of the app read in it. */
export interface KeptAnswer {
  readonly rows: readonly unknown[];
  readonly at: number;
  /** Missing where an older version of the app kept the answer. */
  readonly read?: {
    /** Names the build: the same build would read the same again. */
    readonly by: string;
    readonly known: Partial<Known>;
    readonly unread: readonly Unread[];
  };
}

export type Database = IDBPDatabase<Schema>;

/** The app's data on this device. */
export function openDatabase(): Promise<Database> {
  return openDB<Schema>('parakeet', 1, {
    upgrade(database) {
      database
        .createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
        .createIndex('lifter', 'lifter');
      database.createObjectStore('answers');
    },
    // another tab has a newer app, which may continue
    blocking: (_version, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

export async function entriesOf(database: Database, lifter: string): Promise<Entry[]> {
  const kept = await database.getAllFromIndex('outbox', 'lifter', lifter);
  return kept.flatMap(({ seq, ...entry }) => (seq === undefined ? [] : [{ ...entry, seq }]));
}

/** Forgets the known rows of a lifter on this device; waiting writes stay. */
export async function forgetAnswers(database: Database, lifter: string): Promise<void> {
  await database.delete('answers', IDBKeyRange.bound(`${lifter} `, `${lifter} \uffff`));
}

/** Deletes everything of a lifter on this device, unsent changes too. */
export async function forgetLifter(database: Database, lifter: string): Promise<void> {
  await forgetAnswers(database, lifter);
  for (const { seq } of await entriesOf(database, lifter)) await database.delete('outbox', seq);
}

export function answerKey(lifter: string, table: string): string {
  return `${lifter} ${table}`;
}

import type { MigrationFile } from '../migrations/migration-files.ts';
import type { ParsedStatement } from '../migrations/sql-statements.ts';

/** The lock modes of Postgres, the weakest first. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
export type LockMode = (typeof lockModes)[number];

/** The modes as pg_locks has them: `AccessShareLock`. */
export const innerModes = lockModes.map(
  (mode) =>
    `${mode.replaceAll(/(\w)(\w*) ?/g, (_, one: string, rest: string) => one + rest.toLowerCase())}Lock`,
);

/** A table, index, view or sequence that was there before the file, by its name at that moment. */
export interface RelationName {
  /** Stays the same when the relation is renamed. */
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'index' | 'view' | 'materialized view' | 'sequence';
  /** Of an index: the name of its table, in the same schema. */
  readonly table?: string;
}

/** The strongest lock on a relation. */
export interface RelationLock extends RelationName {
  readonly mode: LockMode;
}

/** A sequential scan. DDL that checks or copies rows scans too. */
export interface Scan extends RelationName {
  /** Whether every row was read. Not so of `select … limit 1`, if the table has several rows. */
  readonly isWhole: boolean;
}

/** Rows that a statement wrote, itself or by triggers and cascades. */
export interface RowChanges extends RelationName {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Rows of the table before, to tell some from all. */
  readonly rows: number;
}

/** What Postgres refused, in its words. */
export interface Refusal {
  /** SQLSTATE. */
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  /** The table with its schema. */
  readonly table?: string;
  readonly column?: string;
}

/** What a statement was seen to do, on a database with few rows. */
export interface StatementFacts {
  readonly file: MigrationFile;
  /** Of the file, from 1. */
  readonly line: number;
  /** The beginning of the statement, on one line. */
  readonly text: string;
  /** The whole statement, where it is in the file, and what Postgres's parser made of it. */
  readonly statement: ParsedStatement;
  /**
   * - `file`: in the one transaction of the file;
   * - `own`: in a transaction that the file begins and ends itself;
   * - `single`: in a transaction of its own;
   * - `outside`: outside a transaction, as CREATE INDEX CONCURRENTLY.
   */
  readonly transaction: 'file' | 'own' | 'single' | 'outside';
  /**
   * The strongest lock on each relation that was there before the file, where the transaction
   * did not hold that lock already. Of a statement that runs outside a transaction: the first lock
   * that keeps another such statement out.
   */
  readonly locks: readonly RelationLock[];
  /** What the transaction held when the statement began: it goes on holding it. */
  readonly held: readonly RelationLock[];
  /** Tables and indexes whose files were replaced, but for tables that TRUNCATE emptied. */
  readonly rewrites: readonly RelationName[];
  /** Tables that TRUNCATE emptied. */
  readonly emptied: readonly RelationName[];
  readonly drops: readonly RelationName[];
  /** Sequential scans. A query that is here had no index to use, however few rows there are. */
  readonly scans: readonly Scan[];
  /** New indexes over tables that were there before the file. One that is built anew is a rewrite. */
  readonly builds: readonly RelationName[];
  readonly changes: readonly RowChanges[];
  /**
   * Why Postgres refused the statement while the tables had rows. Without them it went through:
   * rows that the schema allows can stop it.
   */
  readonly refusal?: Refusal;
  /** Why Postgres refused the statement, whatever the rows. Nothing after it was run. */
  readonly error?: Refusal;
}

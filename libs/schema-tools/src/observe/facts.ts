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

/** The modes in pg_locks: `AccessShareLock`. */
export const innerModes = lockModes.map(
  (mode) =>
    `${mode.replaceAll(/(\w)(\w*) ?/g, (_, one: string, rest: string) => one + rest.toLowerCase())}Lock`,
);

/** A table, index, view or sequence from before the file, by its name at that time. */
export interface RelationName {
  /** Stays the same when the relation is renamed. */
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'index' | 'view' | 'materialized view' | 'sequence';
  /** For an index: the name of its table, in the same schema. */
  readonly table?: string;
}

/** The strongest lock on a relation. */
export interface RelationLock extends RelationName {
  readonly mode: LockMode;
}

/** A sequential scan. DDL that checks or copies rows scans too. */
export interface Scan extends RelationName {
  /** Whether every row was read. False for `select … limit 1`, if the table has several rows. */
  readonly isWhole: boolean;
}

/** Rows that a statement wrote, directly or through triggers and cascades. */
export interface RowChanges extends RelationName {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** The rows of the table before, to distinguish some from all. */
  readonly rows: number;
}

/** Postgres's message for a refused statement. */
export interface Refusal {
  /** SQLSTATE. */
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  /** The table with its schema. */
  readonly table?: string;
  readonly column?: string;
}

/** The observed work of a statement, on a database with few rows. */
export interface StatementFacts {
  readonly file: MigrationFile;
  /** Of the file, from 1. */
  readonly line: number;
  /** The beginning of the statement, on one line. */
  readonly text: string;
  /** The whole statement, its position in the file, and its parse tree. */
  readonly statement: ParsedStatement;
  /**
   * - `file`: in the one transaction of the file;
   * - `own`: in a transaction that the file itself begins and ends;
   * - `single`: in a transaction of its own;
   * - `outside`: outside a transaction, such as CREATE INDEX CONCURRENTLY.
   */
  readonly transaction: 'file' | 'own' | 'single' | 'outside';
  /**
   * The strongest new lock on each relation from before the file. For a statement outside a
   * transaction: the first lock that blocks another such statement.
   */
  readonly locks: readonly RelationLock[];
  /** The transaction's locks when the statement began; it keeps them. */
  readonly held: readonly RelationLock[];
  /** Tables and indexes with a new file, except tables that TRUNCATE emptied. */
  readonly rewrites: readonly RelationName[];
  /** Tables that TRUNCATE emptied. */
  readonly emptied: readonly RelationName[];
  readonly drops: readonly RelationName[];
  /** Sequential scans. A query in this list had no index to use, however few rows there are. */
  readonly scans: readonly Scan[];
  /** New indexes on tables from before the file. A rebuilt index is a rewrite. */
  readonly builds: readonly RelationName[];
  readonly changes: readonly RowChanges[];
  /**
   * Why Postgres refused the statement while the tables had rows. Without rows it succeeded, so
   * rows that the schema allows can stop it.
   */
  readonly refusal?: Refusal;
  /** Why Postgres refused the statement, whatever the rows. The rest did not run. */
  readonly error?: Refusal;
}

import type { LockMode } from '../../observe/facts.ts';

/** The effects of a push on its target, and reasons against it: plain data, written as JSON. */
export interface Plan {
  /** The target's name in the config, if it has one. */
  readonly name?: string;
  /** Its address, without the password. */
  readonly target: string;
  /** The versions in its history. */
  readonly applied: readonly string[];
  readonly files: readonly PlannedFile[];
  /** The work of each statement; undefined if the files did not run. */
  readonly statements?: readonly PlannedStatement[];
  /** The most dangerous first. */
  readonly findings: readonly Finding[];
  /** The checks that were impossible, a sentence each. */
  readonly unseen: readonly string[];
  /** The objects of contracts after the files, each with a digest of its definition. */
  readonly contracts?: Readonly<Record<string, string>>;
}

export interface PlannedFile {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of its text. */
  readonly digest: string;
}

/** Those who wait while a statement runs. */
export type Waiting = 'nobody' | 'writers' | 'everybody';

/** The cost of a statement: the worst part of its work. */
export type Cost = 'instant' | 'writes' | 'scans' | 'builds' | 'rewrites';

/** The work of a statement on the target's tables. */
export interface PlannedStatement {
  readonly file: string;
  readonly line: number;
  /** Its beginning. */
  readonly text: string;
  readonly cost: Cost;
  /** In words, with the target's rows and sizes: `rewrites 412 MB of public.logs`. */
  readonly does: string;
  /** The strongest lock of the transaction while it runs. */
  readonly lock?: { readonly table: string; readonly mode: LockMode };
  readonly waiting: Waiting;
  /** The observations, by the target's tables: its own locks and those held before. */
  readonly locks: Readonly<Record<string, LockMode>>;
  readonly rewrites: readonly string[];
  /** By TRUNCATE. */
  readonly empties: readonly string[];
  readonly scans: readonly string[];
  /** Indexes that are built or rebuilt. */
  readonly builds: readonly string[];
  readonly transaction: 'file' | 'own' | 'single' | 'outside';
  /** An estimate, from a rate that was measured on the throwaway server. */
  readonly seconds?: readonly [least: number, most: number];
  /** The disk space that it needs until it ends. */
  readonly bytes?: number;
  /** Rows of the target that it reads, writes or indexes. */
  readonly rows?: number;
}

/** A finding to know before a push. */
export interface Finding {
  /** In kebab-case. */
  readonly rule: string;
  /** The object in an allowance: `public.logs`. */
  readonly object: string;
  /** `refuse` stops the push, unless it is allowed. */
  readonly level: 'refuse' | 'note';
  readonly says: string;
  /** The next step. */
  readonly next: string;
  readonly file?: string;
  readonly line?: number;
  /** The reason in the file or in `--allow`. */
  readonly allowed?: string;
}

/** The name of a finding in an allowance. */
export const idOf = ({ rule, object }: Pick<Finding, 'rule' | 'object'>): string =>
  `${rule} ${object}`;

/** Findings that stop a push. */
export function refusalsIn({ findings }: Pick<Plan, 'findings'>): readonly Finding[] {
  return findings.filter(({ level, allowed }) => level === 'refuse' && allowed === undefined);
}

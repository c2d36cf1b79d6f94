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
  /** What each statement does; undefined if the files were not run. */
  readonly statements?: readonly PlannedStatement[];
  /** The most dangerous first. */
  readonly findings: readonly Finding[];
  /** What could not be looked at: each a sentence. */
  readonly unseen: readonly string[];
  /** The objects of contracts that the files lead to, each with a digest of its definition. */
  readonly contracts?: Readonly<Record<string, string>>;
}

export interface PlannedFile {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of its text. */
  readonly digest: string;
}

/** Who waits while a statement runs. */
export type Waiting = 'nobody' | 'writers' | 'everybody';

/** The cost of a statement: the worst part of its work. */
export type Cost = 'instant' | 'writes' | 'scans' | 'builds' | 'rewrites';

/** What a statement does to the tables of the target. */
export interface PlannedStatement {
  readonly file: string;
  readonly line: number;
  /** Its beginning. */
  readonly text: string;
  readonly cost: Cost;
  /** In words, with the target's rows and sizes: `rewrites 412 MB of public.logs`. */
  readonly does: string;
  /** The strongest lock that the transaction has while it runs. */
  readonly lock?: { readonly table: string; readonly mode: LockMode };
  readonly waiting: Waiting;
  /** What was seen, by the target's tables: the locks of its own and those held before. */
  readonly locks: Readonly<Record<string, LockMode>>;
  readonly rewrites: readonly string[];
  /** By TRUNCATE. */
  readonly empties: readonly string[];
  readonly scans: readonly string[];
  /** Indexes that are built, or built anew. */
  readonly builds: readonly string[];
  readonly transaction: 'file' | 'own' | 'single' | 'outside';
  /** From a rate that was measured on the throwaway server: an estimate. */
  readonly seconds?: readonly [least: number, most: number];
  /** Room on disk that it needs until it ends. */
  readonly bytes?: number;
  /** Rows of the target that it reads, writes or builds an index over. */
  readonly rows?: number;
}

/** Something to know before a push. */
export interface Finding {
  /** In kebab-case. */
  readonly rule: string;
  /** What an allowance names beside the rule: `public.logs`. */
  readonly object: string;
  /** `refuse` stops the push, unless it is allowed. */
  readonly level: 'refuse' | 'note';
  readonly says: string;
  /** What to do. */
  readonly next: string;
  readonly file?: string;
  readonly line?: number;
  /** The reason that was given for it, in the file or by `--allow`. */
  readonly allowed?: string;
}

/** How an allowance names a finding. */
export const idOf = ({ rule, object }: Pick<Finding, 'rule' | 'object'>): string =>
  `${rule} ${object}`;

/** Findings that stop a push. */
export function refusalsIn({ findings }: Pick<Plan, 'findings'>): readonly Finding[] {
  return findings.filter(({ level, allowed }) => level === 'refuse' && allowed === undefined);
}

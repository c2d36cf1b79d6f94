import type { CatalogueObject } from './catalogue/read-objects.ts';

/** What a drift may do, and its place among others: the most dangerous first. */
export interface Danger {
  /** `access`: who reads and writes. `rows`: what may be stored, and what happens then. */
  readonly level: 'access' | 'rows' | 'other';
  readonly rank: number;
}

/** A fact of an object that differs; null where there is none. */
export interface Difference {
  /** In words: `row level security`, `default`. */
  readonly fact: string;
  readonly there: string | null;
  readonly should: string | null;
}

/** An object of a database that is not as the files make it. */
export interface Drift {
  readonly kind: string;
  /** As SQL writes it: `public.notes.own` of a policy. */
  readonly name: string;
  /** `extra`: no file makes it. `missing`: a file makes it. `changed`: it is another. */
  readonly is: 'extra' | 'missing' | 'changed';
  readonly danger: Danger;
  /** What differs; of one that is extra or missing all that it has, or should have. */
  readonly differences: readonly Difference[];
  /** Extra or missing with it: the columns of a table, its policies, grants. */
  readonly parts: readonly CatalogueObject[];
  readonly there: CatalogueObject | undefined;
  readonly should: CatalogueObject | undefined;
}

/** The key of the object that a finding is about. */
export function keyOf({ kind, name }: Pick<Drift, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

import type { CatalogueObject } from './catalogue/read-objects.ts';

/** The possible effect of a drift, and its rank: the most dangerous first. */
export interface Danger {
  /** `access`: who reads and writes. `rows`: what may be stored, and its effects. */
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

/** An object of a database that differs from the files. */
export interface Drift {
  readonly kind: string;
  /** Its name in SQL: `public.notes.own` for a policy. */
  readonly name: string;
  /** `extra`: no file creates it. `missing`: a file creates it. `changed`: it differs. */
  readonly is: 'extra' | 'missing' | 'changed';
  readonly danger: Danger;
  /** The differing facts. For an extra or missing object, all its facts. */
  readonly differences: readonly Difference[];
  /** Objects that are extra or missing with it: a table's columns, policies and grants. */
  readonly parts: readonly CatalogueObject[];
  readonly there: CatalogueObject | undefined;
  readonly should: CatalogueObject | undefined;
}

/** The key of a finding's object. */
export function keyOf({ kind, name }: Pick<Drift, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** The kind of a fact; a test can compare one kind at a time. */
export const kinds = [
  'table',
  'columns',
  'primary key',
  'unique constraints',
  'checks',
  'foreign keys',
  'indexes',
] as const;

export type Kind = (typeof kinds)[number];

/** A single fact, from the specification or from the catalogue. */
export interface Fact {
  readonly kind: Kind;
  readonly table: string;
  /**
   * Its subject, such as `sessions.week_number`. It matches a specified fact to one of the
   * catalogue.
   */
  readonly place: string;
  /** Its content, such as `smallint not null`. */
  readonly says: string;
  /** Its name in the catalogue, such as `sessions: check sessions_week_number_check`. */
  readonly key: string;
  /** For specified facts: the name in an allowance, such as `public.sessions.week_number`. */
  readonly object?: string | undefined;
}

/** The values that a CHECK accepts, as a set: order and repetition do not matter. */
export function showValues(values: readonly (string | number)[]): string {
  // quoted if a comma or a space could make two sets look the same
  const shown = values.map(String).map((one) => (/^[\w-]+$/.test(one) ? one : JSON.stringify(one)));
  return [...new Set(shown)].toSorted().join(', ');
}

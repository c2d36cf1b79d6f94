/** What a fact is about; a test can look at one kind at a time. */
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

/** One thing that is so: told by the specification, or found in the catalogue. */
export interface Fact {
  readonly kind: Kind;
  readonly table: string;
  /** What it is about, such as `sessions.week_number`: a specified and a found fact meet here. */
  readonly place: string;
  /** What is so there, such as `smallint not null`. */
  readonly says: string;
  /** Its name by what is in the catalogue, such as `sessions: check sessions_week_number_check`. */
  readonly key: string;
  /** Of a specified one: how an allowance names it, such as `public.sessions.week_number`. */
  readonly object?: string | undefined;
}

/** The values that a CHECK accepts: a set, so neither order nor repetition means anything. */
export function showValues(values: readonly (string | number)[]): string {
  // quoted where a comma or a space could make two sets look like one
  const shown = values.map(String).map((one) => (/^[\w-]+$/.test(one) ? one : JSON.stringify(one)));
  return [...new Set(shown)].toSorted().join(', ');
}

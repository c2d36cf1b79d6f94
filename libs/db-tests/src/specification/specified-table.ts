/** A table of the specification. */
export interface SpecifiedTable {
  /** Column to its type, then `not null` and its default, if any. */
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  /** Columns that are unique as a combination. */
  readonly uniques: readonly (readonly string[])[];
  /** Column to the values in its CHECK. */
  readonly checks: Readonly<Record<string, readonly (string | number)[]>>;
  /** Column to its reference, and the rule for deletes. */
  readonly foreignKeys: Readonly<Record<string, string>>;
  /** Index to its columns, in order. */
  readonly indexes: Readonly<Record<string, readonly string[]>>;
}

export type Specification = Readonly<Record<string, SpecifiedTable>>;

/** A table with only the given parts. Its primary key is `id` unless given. */
export function table(
  stated: Pick<SpecifiedTable, 'columns'> & Partial<SpecifiedTable>,
): SpecifiedTable {
  return { primaryKey: ['id'], uniques: [], checks: {}, foreignKeys: {}, indexes: {}, ...stated };
}

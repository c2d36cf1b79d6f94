/** A table as the specification has it. */
export interface SpecifiedTable {
  /** Column to its type, then `not null` and its default where it has them. */
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  /** Columns that are unique together. */
  readonly uniques: readonly (readonly string[])[];
  /** Column to the values that its CHECK lists. */
  readonly checks: Readonly<Record<string, readonly (string | number)[]>>;
  /** Column to what it refers to, and what happens there when that is deleted. */
  readonly foreignKeys: Readonly<Record<string, string>>;
  /** Index to its columns, in order. */
  readonly indexes: Readonly<Record<string, readonly string[]>>;
}

export type Specification = Readonly<Record<string, SpecifiedTable>>;

/** A table that has no more than is given; its primary key is `id` if no other is given. */
export function table(
  stated: Pick<SpecifiedTable, 'columns'> & Partial<SpecifiedTable>,
): SpecifiedTable {
  return { primaryKey: ['id'], uniques: [], checks: {}, foreignKeys: {}, indexes: {}, ...stated };
}

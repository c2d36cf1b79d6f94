/** The schema of the functions; nothing else is in it, and the Data API does not expose it. */
export const functionsSchema = 'contracts';

/** A table, as `jsonContracts` names it. */
export interface TablePlace {
  readonly schema: string;
  readonly table: string;
}

/**
 * The table of a key: `sessions` is of the project's first schema, `basejump.accounts` of the
 * schema `basejump`. A table with a dot in its name has its schema before it.
 */
export function tablePlace(key: string, firstSchema: string): TablePlace {
  const [schema = '', ...rest] = key.split('.');
  return rest.length === 0
    ? { schema: firstSchema, table: key }
    : { schema, table: rest.join('.') };
}

/** The column of a place as contracts are listed by: a table's key, and the column behind it. */
export function columnPlace(
  place: string,
  firstSchema: string,
): TablePlace & { readonly column: string } {
  const at = place.lastIndexOf('.');
  return { ...tablePlace(place.slice(0, at), firstSchema), column: place.slice(at + 1) };
}

/** The key of a table: of the first schema the name alone, others with theirs. */
export function shortName({ schema, table }: TablePlace, firstSchema: string): string {
  return schema === firstSchema ? table : `${schema}.${table}`;
}

/** A table in words: without the schema if that is `public`. */
export function inWords(place: TablePlace): string {
  return shortName(place, 'public');
}

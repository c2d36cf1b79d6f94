/** The schema of the functions. It contains nothing else, and the Data API does not expose it. */
export const functionsSchema = 'contracts';

/** A table, as `jsonContracts` names it. */
export interface TablePlace {
  readonly schema: string;
  readonly table: string;
}

/**
 * The table of a key: `sessions` is in the project's first schema, `basejump.accounts` in the
 * schema `basejump`. The key of a table with a dot in its name must have the schema.
 */
export function tablePlace(key: string, firstSchema: string): TablePlace {
  const [schema = '', ...rest] = key.split('.');
  return rest.length === 0
    ? { schema: firstSchema, table: key }
    : { schema, table: rest.join('.') };
}

/** A column in the form of contract lists: the table's key and the column. */
export function columnPlace(
  place: string,
  firstSchema: string,
): TablePlace & { readonly column: string } {
  const at = place.lastIndexOf('.');
  return { ...tablePlace(place.slice(0, at), firstSchema), column: place.slice(at + 1) };
}

/** The key of a table: only the name in the first schema, otherwise with the schema. */
export function shortName({ schema, table }: TablePlace, firstSchema: string): string {
  return schema === firstSchema ? table : `${schema}.${table}`;
}

/** A table in words: without the schema if that is `public`. */
export function inWords(place: TablePlace): string {
  return shortName(place, 'public');
}

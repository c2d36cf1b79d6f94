/**
 * SQL for the names of columns in the order of a key, as a JSON list. The parts of an index that
 * are expressions have no name, and are left out.
 *
 * @param key an array of column numbers: `k.conkey`, `x.indkey::int2[]`
 * @param table the oid of the table of the columns
 */
export function columnNames(key: string, table: string): string {
  return `(select coalesce(jsonb_agg(attname order by place), '[]')
    from unnest(${key}) with ordinality as numbered (number, place)
    join pg_catalog.pg_attribute on attrelid = ${table} and attnum = number)`;
}

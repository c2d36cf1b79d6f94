import type { CatalogueColumn, CatalogueTable } from '../model.ts';
import { columnSchema, computed, noSuch } from './column-schemas.ts';
import { GeneratedFile } from './generated-file.ts';
import { registryFile } from './registry-file.ts';
import { fileName, key, pascalCase, property } from './source-text.ts';

/**
 * Writes Zod schemas of the rows of each table.
 *
 * For `session_logs` that is `rows/session-logs.ts` with `SessionLogsRow`,
 * `SessionLogsInsert` and `SessionLogsUpdate`, each a schema and a type of the same name. They
 * import the building blocks in `columns`, the contracts in `json` and the types in
 * `database.ts`, the refined `Database`. `rows/index.ts` exports all of them,
 * and the registry `rowSchemas`, keyed by table: `{ session_logs: { row, insert, update } }`.
 *
 * @throws ToolError if a column's type is not known, or a table's name makes no file or type
 */
export function rowSchemas(tables: readonly CatalogueTable[]): GeneratedFile[] {
  const index = registryFile(
    'rows/index.ts',
    'rowSchemas',
    'The schemas of each table: `rowSchemas.session_logs.insert`.',
    tables.map(({ name }) => {
      const type = pascalCase(name);
      const schemas = { row: rowName(name), insert: `${type}Insert`, update: `${type}Update` };
      return { name, file: rowsFile(name), schemas };
    }),
  );
  return [...tables.map(writeTable), index];
}

/** The file with the schemas of a table's rows. */
export function rowsFile(table: string): string {
  return `rows/${fileName('table', table)}.ts`;
}

/** The schema of a table's rows. */
export function rowName(table: string): string {
  return `${pascalCase(table)}Row`;
}

function writeTable({ name, comment, columns }: CatalogueTable): GeneratedFile {
  const file = new GeneratedFile(rowsFile(name));
  const z = file.importAll('z', 'zod');
  const typeOf = (type: string) => `${file.importType(type, 'database.ts')}<'${name}'>`;

  file.print('\nconst columns = {');
  for (const column of columns) {
    const schema = columnSchema(file, name, column);
    file.comment(column.comment);
    file.print(`${key(column.name)}: ${schema}${column.nullable ? '.nullable()' : ''},`);
  }
  file.print('};\n');

  const about =
    `A row of \`${name}\` as it is read. ` +
    '`readRow` and `readRows` keep columns and JSON keys that this version does not know; ' +
    '`parse` leaves out the columns, and refuses the keys.';
  file.comment(comment, about);
  file.print(`export const ${rowName(name)} = ${z}.object(columns);`);
  file.print(`export type ${rowName(name)} = ${typeOf('Tables')};`);

  const writeChange = (
    change: 'Insert' | 'Update',
    what: string,
    isOptional: (column: CatalogueColumn) => boolean,
  ) => {
    const type = `${pascalCase(name)}${change}`;
    file.print();
    file.comment(what);
    file.print(`export const ${type} = ${z}.strictObject({`);
    for (const column of columns) {
      const schema = isComputed(column) ? computed(file) : `columns${property(column.name)}`;
      const optional = isComputed(column) || isOptional(column) ? '.exactOptional()' : '';
      file.print(`${key(column.name)}: ${schema}${optional},`);
    }
    file.print(`}, ${noSuch(file)}('column', '${name}'));`);
    file.print(`export type ${type} = ${typeOf(`Tables${change}`)};`);
  };
  writeChange(
    'Insert',
    `What an INSERT into \`${name}\` takes. A column that does not exist is an error, and so is ` +
      'an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.',
    (column) => column.nullable || column.hasDefault,
  );
  writeChange(
    'Update',
    `What an UPDATE of \`${name}\` takes: the columns to change. A column that does not exist is ` +
      'an error.',
    () => true,
  );
  return file;
}

/** Whether only Postgres writes the column. */
function isComputed({ generated, identity }: CatalogueColumn): boolean {
  return generated || identity === 'always';
}

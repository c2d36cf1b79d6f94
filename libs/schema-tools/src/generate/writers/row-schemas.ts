import type { CatalogueColumn, CatalogueTable } from '../model.ts';
import { Names } from '../names.ts';
import { columnSchema, computed, noSuch } from './column-schemas.ts';
import { GeneratedFile } from './generated-file.ts';
import { registryFile } from './registry-file.ts';
import { key, property, quote } from './source-text.ts';

/** The context of a folder's writers. */
export interface Whole {
  /** Of the tables and views. */
  readonly rows: Names;
  /** Names of the first one have no prefix. */
  readonly schemas: readonly string[];
  /** Gets each type without a building block. */
  readonly note: (note: string) => void;
}

/** The names in `database.ts` that no schema may use. */
const taken = ['Tables'];

/** The files and types of tables and views. */
export function namesOfRows(tables: readonly CatalogueTable[], schemas: readonly string[]): Names {
  return new Names(tables, schemas[0], taken);
}

/**
 * Writes Zod schemas of the rows of each table and view.
 *
 * For `session_logs` the file `rows/session-logs.ts` has `SessionLogsRow`, `SessionLogsInsert` and
 * `SessionLogsUpdate`. Each is a schema and a type of the same name. They import the building
 * blocks in `columns`, the contracts in `json` and the types in `database.ts`, the refined
 * `Database`. A view without changes only has a row. `rows/index.ts` exports all of them, and the
 * registry `rowSchemas`, keyed by table: `{ session_logs: { row, insert, update } }`. Tables of
 * other schemas have a folder and a prefix, `rows/billing/invoices.ts` with `BillingInvoicesRow`.
 */
export function rowSchemas(tables: readonly CatalogueTable[], whole: Whole): GeneratedFile[] {
  const index = registryFile(
    'rows/index.ts',
    'rowSchemas',
    'The schemas of each table: `rowSchemas.<table>.insert`.',
    tables.map((table) => {
      const { type } = whole.rows.of(table);
      const changes = hasChanges(table) && { insert: `${type}Insert`, update: `${type}Update` };
      const { schema, name } = table;
      const schemas = { row: `${type}Row`, ...changes };
      return { schema, name, file: rowsFile(table, whole), schemas };
    }),
    whole.schemas,
  );
  return [...tables.map((table) => writeTable(table, whole)), index];
}

/** The file with the schemas of a table's rows. */
export function rowsFile(table: { schema: string; name: string }, { rows }: Whole): string {
  return `rows/${rows.of(table).file}.ts`;
}

function hasChanges({ view }: CatalogueTable): boolean {
  return !view || view.isUpdatable;
}

function writeTable(table: CatalogueTable, whole: Whole): GeneratedFile {
  const { schema, name, comment, view, columns } = table;
  const { type } = whole.rows.of(table);
  const file = new GeneratedFile(rowsFile(table, whole));
  file.declare('columns', `${type}Row`, `${type}Insert`, `${type}Update`);
  const z = file.importAll('z', 'zod');

  file.print('\nconst columns = {');
  for (const column of columns) {
    const code = columnSchema(file, column, (sql) =>
      whole.note(`unknown: ${schema}.${name}.${column.name} is ${sql}`),
    );
    file.comment(column.comment);
    file.print(`${key(column.name)}: ${code}${column.nullable ? '.nullable()' : ''},`);
  }
  file.print('};\n');

  const about =
    `A row of \`${name}\` as it is read. ` +
    '`readRow` and `readRows` keep columns and JSON keys that this version does not know; ' +
    '`parse` leaves out the columns, and refuses the keys.';
  file.comment(comment, about);
  file.print(`export const ${type}Row = ${z}.object(columns);`);
  file.print(`export type ${type}Row = ${typeOf(file, table, 'Row')};`);

  const writeChange = (
    change: 'Insert' | 'Update',
    what: string,
    isOptional: (column: CatalogueColumn) => boolean,
  ) => {
    file.print();
    file.comment(what);
    file.print(`export const ${type}${change} = ${z}.strictObject({`);
    for (const column of columns) {
      // an INSERT into a view may omit values that its rows always have
      const nullable = view && !column.nullable ? '.nullable()' : '';
      const code = isComputed(column)
        ? computed(file)
        : `columns${property(column.name)}${nullable}`;
      const optional = isComputed(column) || isOptional(column) ? '.exactOptional()' : '';
      file.print(`${key(column.name)}: ${code}${optional},`);
    }
    file.print(`}, ${noSuch(file)}('column', ${quote(name)}));`);
    file.print(`export type ${type}${change} = ${typeOf(file, table, change)};`);
  };
  if (!hasChanges(table)) return file;
  writeChange(
    'Insert',
    `What an INSERT into \`${name}\` takes. A column that does not exist is an error, and so is ` +
      'an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.',
    (column) => Boolean(view) || column.nullable || column.hasDefault,
  );
  writeChange(
    'Update',
    `What an UPDATE of \`${name}\` takes: the columns to change. A column that does not exist is ` +
      'an error.',
    () => true,
  );
  return file;
}

/** The type in `Database`, without the functions that the CLI counts among a row's columns. */
function typeOf(
  file: GeneratedFile,
  { schema, name, view, computedFields }: CatalogueTable,
  shape: 'Row' | 'Insert' | 'Update',
): string {
  const helper = { Row: 'Tables', Insert: 'TablesInsert', Update: 'TablesUpdate' }[shape];
  const type =
    schema === 'public' && (!view || shape === 'Row')
      ? `${file.importType(helper, 'database.ts')}<${quote(name)}>`
      : `${file.importType('Database', 'database.ts')}[${quote(schema)}]` +
        `['${view ? 'Views' : 'Tables'}'][${quote(name)}]['${shape}']`;
  return shape === 'Row' && computedFields
    ? `Omit<${type}, ${computedFields.map(quote).join(' | ')}>`
    : type;
}

/** Whether only Postgres writes the column. */
function isComputed({ generated, identity }: CatalogueColumn): boolean {
  return generated || identity === 'always';
}

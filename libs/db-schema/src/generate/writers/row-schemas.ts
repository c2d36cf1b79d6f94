import { ToolError } from '@parakeet/local-supabase';
import { banner } from './banner.ts';
import type { CatalogueColumn, CatalogueTable } from '../model.ts';
import { columnSchema, computed, noSuchColumn, type Block } from './column-schemas.ts';
import { docComment, fileName, importsOf, key, pascalCase, property } from './source-text.ts';

/**
 * Writes Zod schemas of the rows of each table.
 *
 * For `session_logs` that is `src/generated/rows/session-logs.ts` with `SessionLogsRow`,
 * `SessionLogsInsert` and `SessionLogsUpdate`, each a schema and a type of the same name. They
 * import the building blocks in `src/columns`, the contracts in `src/json` and the types in
 * `src/generated/database.ts`, the refined `Database`. `src/generated/rows/index.ts` exports all of them, and the registry
 * `rowSchemas`, keyed by table: `{ session_logs: { row, insert, update } }`.
 *
 * @returns the text of each file, not formatted, by its path in libs/db-types
 * @throws ToolError if a column's type is not known, or a table's name makes no file or type
 */
export function rowSchemas(tables: readonly CatalogueTable[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const table of tables) {
    const path = `src/generated/rows/${fileName('table', table.name)}.ts`;
    if (files.has(path)) {
      throw new ToolError(`two tables would have their row schemas in ${path}`);
    }
    files.set(path, tableFile(table));
  }
  files.set('src/generated/rows/index.ts', indexFile(tables));
  return files;
}

function tableFile(table: CatalogueTable): string {
  const blocks = new Map([[noSuchColumn.name, noSuchColumn]]);
  const use = (block: Block) => blocks.set(block.name, block);
  const columns = table.columns.map((column) => {
    const { code, block } = columnSchema(table.name, column);
    use(block);
    return `${docComment(column.comment)}${key(column.name)}: ${code}${column.nullable ? '.nullable()' : ''},`;
  });
  const written = (column: CatalogueColumn, optional: boolean) => {
    if (isComputed(column)) {
      use(computed);
      return `${key(column.name)}: computed.exactOptional(),`;
    }
    return `${key(column.name)}: columns${property(column.name)}${optional ? '.exactOptional()' : ''},`;
  };
  const insert = table.columns.map((column) =>
    written(column, column.nullable || column.hasDefault),
  );
  const update = table.columns.map((column) => written(column, true));
  const name = pascalCase(table.name);
  return `${banner}import * as z from 'zod';
${importsOf(blocks)}import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
${columns.join('\n')}
};

${docComment(
  table.comment,
  `A row of \`${table.name}\` as it is read. Columns that this version does not know are left ` +
    'out, so that an app already installed on a phone survives a column added later.',
)}export const ${name}Row = z.object(columns);
export type ${name}Row = Tables<'${table.name}'>;

${docComment(
  `What an INSERT into \`${table.name}\` takes. A column that does not exist is an error, and so ` +
    'is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.',
)}export const ${name}Insert = z.strictObject(
  {
${insert.join('\n')}
  },
  noSuchColumn('${table.name}'),
);
export type ${name}Insert = TablesInsert<'${table.name}'>;

${docComment(
  `What an UPDATE of \`${table.name}\` takes: the columns to change. A column that does not ` +
    'exist is an error.',
)}export const ${name}Update = z.strictObject(
  {
${update.join('\n')}
  },
  noSuchColumn('${table.name}'),
);
export type ${name}Update = TablesUpdate<'${table.name}'>;
`;
}

function indexFile(tables: readonly CatalogueTable[]): string {
  const names = (table: CatalogueTable) => {
    const name = pascalCase(table.name);
    return { row: `${name}Row`, insert: `${name}Insert`, update: `${name}Update` };
  };
  const imports = tables.map((table) => {
    const { row, insert, update } = names(table);
    return `import { ${insert}, ${row}, ${update} } from './${fileName('table', table.name)}.ts';\n`;
  });
  const exports = tables.map((table) => {
    const { row, insert, update } = names(table);
    return `export { ${insert}, ${row}, ${update} };\n`;
  });
  const entries = tables.map((table) => {
    const { row, insert, update } = names(table);
    return `${table.name}: { row: ${row}, insert: ${insert}, update: ${update} },\n`;
  });
  return `${banner}${imports.join('')}
${exports.join('')}
/** The schemas of each table: \`rowSchemas.session_logs.insert\`. */
export const rowSchemas = {
${entries.join('')}};
`;
}

/** Whether only Postgres writes the column. */
function isComputed({ generated, identity }: CatalogueColumn): boolean {
  return generated || identity === 'always';
}

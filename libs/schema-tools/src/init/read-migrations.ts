import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node } from 'libpg-query';
import { statementsOf } from '../migrations/sql-statements.ts';

/** The facts in migrations, without applying them. */
export interface MigrationsRead {
  readonly migrations: readonly string[];
  /** Files that the Supabase CLI ignores because of their names. */
  readonly passedOver: readonly string[];
  /** Postgres's error for a file that is not SQL. */
  readonly unreadable: readonly string[];
  /** JSONB columns, as `products.details`. */
  readonly jsonColumns: readonly string[];
  readonly extensions: readonly string[];
  /** The schemas of the created tables. */
  readonly tableSchemas: readonly string[];
  /** Versions with several files. */
  readonly repeated: readonly string[];
}

/** Reads the files of a folder with Postgres's own parser. Empty without a folder. */
export async function readMigrations(folder: string): Promise<MigrationsRead> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.sql'));
  const [migrations, passedOver] = [/^\d+_.+\.sql$/, /^(?!\d+_.+\.sql$)/].map((name) =>
    files.filter((file) => name.test(file)).toSorted(),
  ) as [string[], string[]];
  const unreadable: string[] = [];
  const columns = new Set<string>();
  const extensions = new Set<string>();
  const schemas = new Set<string>();
  for (const file of migrations) {
    try {
      for (const { tree } of await statementsOf(await readFile(join(folder, file), 'utf8'))) {
        for (const column of jsonColumnsOf(tree)) columns.add(column);
        if ('CreateStmt' in tree) schemas.add(tree.CreateStmt.relation?.schemaname ?? 'public');
        if ('CreateExtensionStmt' in tree) extensions.add(tree.CreateExtensionStmt.extname ?? '');
      }
    } catch (cause) {
      unreadable.push(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  const versions = migrations.map((file) => file.split('_')[0] ?? '');
  return {
    migrations,
    passedOver,
    tableSchemas: [...schemas].toSorted(),
    repeated: [...new Set(versions.filter((one, place) => versions.indexOf(one) !== place))],
    unreadable,
    jsonColumns: [...columns].toSorted(),
    extensions: [...extensions].toSorted(),
  };
}

/** The JSONB columns that a statement creates. */
function jsonColumnsOf(tree: Node): string[] {
  const { relation, nodes } =
    'CreateStmt' in tree
      ? { relation: tree.CreateStmt.relation, nodes: tree.CreateStmt.tableElts ?? [] }
      : 'AlterTableStmt' in tree
        ? {
            relation: tree.AlterTableStmt.relation,
            nodes: (tree.AlterTableStmt.cmds ?? []).flatMap((command) =>
              'AlterTableCmd' in command && command.AlterTableCmd.def
                ? [command.AlterTableCmd.def]
                : [],
            ),
          }
        : { relation: undefined, nodes: [] };
  const { schemaname = 'public', relname = '' } = relation ?? {};
  const table = schemaname === 'public' ? relname : `${schemaname}.${relname}`;
  return nodes.flatMap((node) => {
    if (!('ColumnDef' in node)) return [];
    const { colname, typeName } = node.ColumnDef;
    const last = typeName?.names?.at(-1);
    const isJson = last !== undefined && 'String' in last && last.String.sval === 'jsonb';
    return isJson ? [`${table}.${colname}`] : [];
  });
}

import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import {
  sortedEntries,
  type ContractFacts,
  type FunctionFacts,
  type Named,
  type Relation,
} from '../facts/facts.ts';
import { readDatabaseFacts } from '../facts/read-facts.ts';
import { readCatalogue } from '../generate/catalogue/read-catalogue.ts';
import type { CatalogueColumn, CatalogueTable } from '../generate/model.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import type { ColumnDoc, DocumentedSchema, FunctionDoc, Remark, TableDoc } from './model.ts';
import { touching } from './touching.ts';

interface RemarkRow extends Omit<Remark, 'comment'> {
  kind: 'constraint' | 'index' | 'trigger' | 'policy' | 'generated' | 'function';
  owner: string;
  comment: string | null;
}

/** What the database does not know itself. */
interface Surroundings {
  readonly title: string;
  readonly contracts: Named<ContractFacts>;
  readonly migrations: readonly MigrationFile[];
}

/** Reads what there is to say of schemas of a database. */
export async function readDocumentedSchema(
  client: pg.ClientBase,
  schemas: readonly string[],
  { title, contracts, migrations }: Surroundings,
): Promise<DocumentedSchema> {
  const { catalogue } = await readCatalogue(client, schemas);
  const facts = await readDatabaseFacts(client, schemas);
  const remarks = await readRemarks(client, schemas);
  const filesOf = touching(migrations);
  // Postgres knows which names need quotes
  const keys = new Map(Object.keys(facts.relations).map((key) => [namesIn(key).join('.'), key]));
  const comments = new Map(
    catalogue.tables.flatMap(({ schema, name, columns }) =>
      columns.map((column) => [[schema, name, column.name].join('.'), column.comment] as const),
    ),
  );
  return {
    title,
    tables: catalogue.tables.map((table) => {
      const named = `${table.schema}.${table.name}`;
      const key = keys.get(named) ?? named;
      const relation = facts.relations[key] ?? nothing;
      const files = filesOf(table.schema, table.name);
      return tableOf(table, key, relation, { remarks, contracts, files, comments });
    }),
    functions: sortedEntries(facts.functions).map(([key, signatures]) =>
      functionOf(key, signatures, remarks, contracts),
    ),
  };
}

/** A foreign table: clients meet it, but the facts have none. */
const nothing: Relation = {
  kind: 'table',
  columns: {},
  checks: {},
  uniques: {},
  references: {},
  policies: {},
  isSecured: false,
  privileges: {},
  triggers: {},
};

type Remarks = (kind: RemarkRow['kind'], owner: string) => readonly Remark[];

async function readRemarks(client: pg.ClientBase, schemas: readonly string[]): Promise<Remarks> {
  const sql = await readFile(new URL('remarks.sql', import.meta.url), 'utf8');
  // names of types and tables are written with their schema, as those of the facts are
  await client.query(`set search_path to ''`);
  const { rows } = await client.query<RemarkRow>(sql, [schemas]);
  await client.query('reset search_path');
  const byOwner = new Map<string, RemarkRow[]>();
  for (const row of rows) {
    const group = `${row.kind} ${row.owner}`;
    byOwner.set(group, [...(byOwner.get(group) ?? []), row]);
  }
  return (kind, owner) =>
    (byOwner.get(`${kind} ${owner}`) ?? []).map(({ name, detail, definition, comment }) => ({
      name,
      detail,
      definition,
      ...(comment === null ? {} : { comment }),
    }));
}

interface Known {
  readonly remarks: Remarks;
  readonly contracts: Named<ContractFacts>;
  readonly files: readonly string[];
  /** Those of all columns: a view shows a column with what it means. */
  readonly comments: ReadonlyMap<string, string | undefined>;
}

function tableOf(
  { schema, name, comment, columns }: CatalogueTable,
  key: string,
  relation: Relation,
  { remarks, contracts, files, comments }: Known,
): TableDoc {
  const generated = new Map(remarks('generated', key).map((one) => [one.name, one.definition]));
  return {
    schema,
    name,
    key,
    ...(comment === undefined ? {} : { comment }),
    columns: columns.map((column): ColumnDoc => {
      const place = (column.source ?? [schema, name, column.name]).join('.');
      const [inside, meaning] = [contracts[place], column.comment ?? comments.get(place)];
      const expression = generated.get(column.name) ?? relation.columns[column.name]?.default;
      return {
        ...column,
        ...(meaning === undefined ? {} : { comment: meaning }),
        ...(expression === undefined ? {} : { expression }),
        ...(inside === undefined || !isJson(column) ? {} : { inside }),
      };
    }),
    relation,
    constraints: remarks('constraint', key),
    indexes: remarks('index', key),
    triggers: remarks('trigger', key),
    policyComments: new Map(
      remarks('policy', key).flatMap((one) =>
        one.comment === undefined ? [] : [[one.name, one.comment] as const],
      ),
    ),
    migrations: files,
  };
}

const isJson = ({ type }: CatalogueColumn) => type.name === 'jsonb' && !type.isArray;

function functionOf(
  key: string,
  signatures: readonly FunctionFacts[],
  remarks: Remarks,
  contracts: Named<ContractFacts>,
): FunctionDoc {
  const ofName = new Map(remarks('function', key).map((one) => [one.name, one]));
  const [schema = '', name = ''] = namesIn(key);
  return {
    schema,
    name,
    key,
    signatures: signatures.map((signature) => {
      const remark = ofName.get(signature.args.map(({ type }) => type).join(', '));
      return {
        ...signature,
        ...(remark?.comment === undefined ? {} : { comment: remark.comment }),
        language: remark?.detail ?? '',
        errorCodes: remark?.definition.split(' ').filter((code) => code !== '') ?? [],
        inside: new Map(
          signature.args.flatMap(({ type }, at) => {
            const contract = contracts[namesIn(type).join('.')];
            return contract === undefined ? [] : [[at, contract] as const];
          }),
        ),
      };
    }),
  };
}

/** The names in a name with its schema: `app."Odd name"` has two. */
function namesIn(key: string): string[] {
  return [...key.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  );
}

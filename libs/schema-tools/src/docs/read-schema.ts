import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import * as z from 'zod';
import {
  namesIn,
  sortedEntries,
  type ContractFacts,
  type FunctionFacts,
  type Named,
  type PolicyFacts,
  type Relation,
} from '../facts/facts.ts';
import { readDatabaseFacts } from '../facts/read-facts.ts';
import { readCatalogue } from '../generate/catalogue/read-catalogue.ts';
import type { CatalogueColumn, CatalogueTable } from '../generate/model.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { constraintWords } from './constraint-words.ts';
import { indexWords } from './index-words.ts';
import type {
  ColumnDoc,
  ConstraintDoc,
  DocumentedSchema,
  FunctionDoc,
  IndexDoc,
  Remark,
  TableDoc,
  Target,
} from './model.ts';
import { policyWords, type PolicyWords } from './policies/policy-words.ts';
import { raisesOf } from './raises.ts';
import { repeatWords } from './repeat.ts';
import { touching, type Touch } from './touching.ts';

interface RemarkRow extends Omit<Remark, 'comment'> {
  kind: 'constraint' | 'index' | 'trigger' | 'partition' | 'policy' | 'generated' | 'function';
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
  const all = catalogue.tables.map((table) => {
    const named = `${table.schema}.${table.name}`;
    return { table, key: keys.get(named) ?? named };
  });
  const partitions = new Set(
    all.flatMap(({ key }) => remarks('partition', key).map(({ name }) => name)),
  );
  const tables = await Promise.all(
    all.map(async ({ table, key }) => {
      if (partitions.has(key)) return [];
      const relation = facts.relations[key] ?? nothing;
      const files = filesOf(table.schema, table.name);
      const words = await wordsOf(relation.policies);
      const known = { remarks, contracts, files, comments, words };
      return [await withWords(tableOf(table, key, relation, known))];
    }),
  );
  const functions = sortedEntries(facts.functions).map(([key, signatures]) =>
    functionOf(key, signatures, { remarks, contracts, tables: tables.flat() }),
  );
  return { title, tables: tables.flat(), functions: await Promise.all(functions) };
}

async function wordsOf(policies: Named<PolicyFacts>): Promise<Map<string, PolicyWords>> {
  const words = sortedEntries(policies).map(
    async ([name, policy]) => [name, await policyWords(policy)] as const,
  );
  return new Map(await Promise.all(words));
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
  readonly files: readonly Touch[];
  readonly words: ReadonlyMap<string, PolicyWords>;
  /** Those of all columns: a view shows a column with what it means. */
  readonly comments: ReadonlyMap<string, string | undefined>;
}

function tableOf(
  { schema, name, comment, columns }: CatalogueTable,
  key: string,
  relation: Relation,
  { remarks, contracts, files, comments, words }: Known,
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
    indexes: remarks('index', key).map((one) => indexOf(one, relation)),
    triggers: remarks('trigger', key),
    partitions: remarks('partition', key),
    policyComments: new Map(
      remarks('policy', key).flatMap((one) =>
        one.comment === undefined ? [] : [[one.name, one.comment] as const],
      ),
    ),
    policyWords: words,
    migrations: files,
  };
}

function indexOf(remark: Remark, relation: Relation): IndexDoc {
  const { isUnique, keys } = indexDetail.parse(JSON.parse(remark.detail));
  return { ...remark, isUnique, words: indexWords(keys, relation) };
}

const indexDetail = z.object({
  isUnique: z.boolean(),
  keys: z.array(z.object({ text: z.string(), isDescending: z.boolean() })),
});

async function withWords(table: TableDoc): Promise<TableDoc> {
  const constraints = table.constraints.map(async (one): Promise<ConstraintDoc> => {
    const words = await constraintWords(table, one);
    return words === undefined ? one : { ...one, words };
  });
  return { ...table, constraints: await Promise.all(constraints) };
}

const isJson = ({ type }: CatalogueColumn) => type.name === 'jsonb' && !type.isArray;

async function functionOf(
  key: string,
  signatures: readonly FunctionFacts[],
  {
    remarks,
    contracts,
    tables,
  }: Pick<Known, 'remarks' | 'contracts'> & Pick<DocumentedSchema, 'tables'>,
): Promise<FunctionDoc> {
  const ofName = new Map(remarks('function', key).map((one) => [one.name, one]));
  const [schema = '', name = ''] = namesIn(key);
  return {
    schema,
    name,
    key,
    signatures: await Promise.all(
      signatures.map(async (signature) => {
        const remark = ofName.get(signature.args.map(({ type }) => type).join(', '));
        const language = remark?.detail ?? '';
        const found = {
          ...signature,
          ...(remark?.comment === undefined ? {} : { comment: remark.comment }),
          language,
          raises: language === 'plpgsql' ? raisesOf(signature.body ?? '') : [],
          inside: new Map(
            signature.args.flatMap(({ type }, at) => {
              const contract = contracts[namesIn(type).join('.')];
              return contract === undefined ? [] : [[at, contract] as const];
            }),
          ),
          goesTo: goesTo(signature, tables),
        };
        return { ...found, repeat: await repeatWords(found) };
      }),
    ),
  };
}

/** The columns of the returned table that have the name and the type of an argument. */
function goesTo(
  { args, result }: FunctionFacts,
  tables: readonly TableDoc[],
): ReadonlyMap<number, Target> {
  const table = tables.find(({ key }) => key === result.replace(/^SETOF /, ''));
  // Postgres drops the digits of an argument's type: the column still has numeric(3,1)
  const plain = (type: string) => type.replace(/\([\d,]+\)/, '');
  return new Map(
    args.flatMap(({ name, type }, at) => {
      const column = table?.columns.find((one) => one.name === name);
      const isFor = table && column && plain(column.type.sql) === plain(type);
      return isFor ? [[at, { table, column }] as const] : [];
    }),
  );
}

import type { Column, Table } from './catalogue/catalogue.ts';
import { conditionSql, type Scope } from './conditions.ts';
import type { Level, PlannedCondition } from './read-plan.ts';
import { identifier, literal, type Parameters, qualified } from './sql.ts';

/** A change of the rows of a table. */
export interface Write {
  readonly kind: 'insert' | 'update' | 'put' | 'delete';
  readonly table: Table;
  /** The rows, as JSON. */
  readonly json: string;
  /** The columns that are written. */
  readonly columns: readonly Column[];
  /** The handling of existing rows in an insert, and the columns that identify them. */
  readonly conflict?:
    | { readonly resolution: 'merge-duplicates' | 'ignore-duplicates'; columns: readonly string[] }
    | undefined;
  readonly conditions: readonly PlannedCondition[];
  /** The columns that the answer needs; none if it shows no rows. */
  readonly returning: readonly string[];
  /** Whether a column that a row lacks gets its default instead of NULL. */
  readonly useDefaults: boolean;
}

const noEmbeds = () => 'true';

/** A change as SQL. It returns the changed rows. */
export function writeSql(write: Write, parameters: Parameters): string {
  const table = qualified(write.table);
  const where = (scope: Scope, more: readonly string[] = []) => {
    const all = [...more, ...write.conditions.map((one) => conditionSql(one, scope, noEmbeds))];
    return all.length === 0 ? '' : ` where ${all.join(' and ')}`;
  };
  const scope: Scope = { qualifier: table, table: write.table, parameters };
  const returning =
    write.returning.length === 0
      ? ' returning 1'
      : ` returning ${write.returning.map((name) => columnOf(table, name)).join(', ')}`;
  switch (write.kind) {
    case 'delete':
      return `delete from ${table}${where(scope)}${returning}`;
    case 'update': {
      if (write.columns.length === 0) {
        const shown = write.returning.map((name) => columnOf(table, name)).join(', ');
        return `select ${shown || 'null'} from ${table} where false`;
      }
      const set = write.columns.map(({ name }) => {
        const column = identifier(name);
        return `${column} = pgrst_body.${column}`;
      });
      return `update ${table} set ${set.join(', ')} ${bodySql(write, parameters, 'row')}${where(scope)}${returning}`;
    }
    default: {
      const columns = write.columns.map(({ name }) => identifier(name));
      const body: Scope = { qualifier: 'pgrst_body', table: write.table, parameters };
      const shown = columns.map((name) => `pgrst_body.${name}`).join(', ');
      const counted = isCounted(write) ? [countInsert(1)] : [];
      return (
        `insert into ${table}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}` +
        ` select ${shown} ${bodySql(write, parameters, 'rows')}${where(body, counted)}` +
        `${conflictSql(write)}${returning}`
      );
    }
  }
}

const columnOf = (table: string, name: string) =>
  name === '*' ? `${table}.*` : `${table}.${identifier(name)}`;

/** Whether an answer says if a row was inserted or updated. */
const isCounted = ({ kind, conflict }: Write) =>
  kind === 'put' || conflict?.resolution === 'merge-duplicates';

/** The setting that counts inserted rows: plus one for each row, minus one if it existed. */
export const inserted = `nullif(current_setting('pgrst.inserted', true), '')::int`;

const countInsert = (step: 1 | -1) =>
  `set_config('pgrst.inserted', (coalesce(${inserted}, 0) + ${step})::text, true) <> ''`;

function conflictSql(write: Write): string {
  const { conflict, columns } = write;
  if (!conflict || conflict.columns.length === 0) return '';
  const on = ` on conflict (${conflict.columns.map(identifier).join(', ')})`;
  if (conflict.resolution === 'ignore-duplicates' || columns.length === 0) {
    return `${on} do nothing`;
  }
  const set = columns.map(({ name }) => `${identifier(name)} = excluded.${identifier(name)}`);
  return `${on} do update set ${set.join(', ')} where ${countInsert(-1)}`;
}

/**
 * The `from` clause with the rows of a JSON text. Postgres reads its fields as the types of
 * columns.
 */
export function bodySql(
  body: Pick<Write, 'json' | 'columns' | 'useDefaults'>,
  parameters: Parameters,
  use: 'rows' | 'row',
): string {
  const { json, columns, useDefaults } = body;
  const isObject = /^[ \t\r\n]*\{/.test(json);
  const type = useDefaults ? 'jsonb' : 'json';
  const given = `from (select ${parameters.add(json)}::${type} as document) as given, `;
  const rows = useDefaults ? 'completed.document' : 'given.document';
  const shown = columns.map(({ name }) => identifier(name)).join(', ');
  const typed = columns.map((one) => `${identifier(one.name)} ${one.type}`).join(', ');
  const one = use === 'row' ? ' limit 1' : '';
  let read;
  if (columns.length > 0) {
    const from = `${type}_to_record${isObject ? '' : 'set'}(${rows}) as _(${typed})`;
    read = `select ${shown} from ${from}${one}`;
  } else if (isObject) {
    // {} is one row of defaults, [{}, {}] are two
    read = 'select from (values (1)) as _';
  } else read = `select from ${type}_array_elements(${rows}) as _`;
  return `${given}${useDefaults ? defaultsSql(columns, isObject) : ''}lateral (${read}) as pgrst_body`;
}

/** Puts the defaults of columns under what each row has. */
function defaultsSql(columns: readonly Column[], isObject: boolean): string {
  const pairs = columns.flatMap((one) =>
    one.default === null ? [] : [`${literal(one.name)}, ${one.default}`],
  );
  const defaults = `jsonb_build_object(${pairs.join(', ')})`;
  const value = isObject
    ? `select ${defaults} || given.document as document`
    : `select jsonb_agg(${defaults} || one) as document ` +
      'from jsonb_array_elements(given.document) as one';
  return `lateral (${value}) as completed, `;
}

/** The columns of the changed rows that an answer shows or joins its embeds by. */
export function neededColumns(level: Level, primaryKey: readonly string[]): string[] {
  const shown = level.fields.map(({ field }) => field.name);
  if (shown.includes('*')) return ['*'];
  if (level.levels.some(({ relationship }) => relationship?.kind === 'computed')) return ['*'];
  const joined = level.levels.flatMap(({ relationship }) => {
    if (!relationship || relationship.kind === 'computed') return [];
    const pairs = relationship.junction?.source ?? relationship.columns;
    return pairs.map(([own]) => own);
  });
  return [...new Set([...shown, ...joined, ...primaryKey])];
}

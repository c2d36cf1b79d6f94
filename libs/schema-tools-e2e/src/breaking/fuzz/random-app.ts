import type { Facts } from '@parakeet/schema-tools';
import { lifter, type AppRequest, type AppSchemas, type Row } from '../installed-app.ts';

/** A request with the tables, views and functions that it names, in their schema. */
export interface RandomRequest extends AppRequest {
  readonly role: 'anon' | 'authenticated';
  readonly about: readonly string[];
  /** The same for each row that it writes: asked instead where it is refused at once. */
  readonly apart?: readonly RandomRequest[];
}

/** The rows of each table when the app is used. */
export const ids = {
  stored: '20000000-0000-4000-8000-000000000001',
  spare: '20000000-0000-4000-8000-000000000002',
  others: '20000000-0000-4000-8000-000000000003',
  made: '20000000-0000-4000-8000-000000000004',
};

/** The rows that an app may write into a table: the usual one, and changes of it. */
export interface AppRows {
  readonly base: Row;
  readonly variants: readonly Row[];
}

/** How many rows are written by one request. */
const together = 6;

/** The requests of an app that was built for a schema. */
export function requestsOf(
  facts: Facts,
  schemas: AppSchemas,
  rows: ReadonlyMap<string, AppRows>,
): RandomRequest[] {
  const relations = Object.keys(facts.relations).map((name) => name.replace('public.', ''));
  return [
    ...Array.from(rows).flatMap(([table, own]) => writesOf(facts, table, own)),
    ...relations.flatMap((name) => readsOf(facts, name, rows.get(name), schemas.rows[name])),
    ...callsOf(facts, schemas),
  ];
}

function writesOf(facts: Facts, table: string, { base, variants }: AppRows): RandomRequest[] {
  const write = (
    title: string,
    send: AppRequest['send'],
    apart?: readonly RandomRequest[],
  ): RandomRequest => {
    const about = [`public.${table}`];
    const role = 'authenticated';
    return {
      title: `${title} ${table}`,
      kind: 'write',
      role,
      about,
      send,
      ...(apart && { apart }),
    };
  };
  const insert = (...list: readonly Row[]): RandomRequest =>
    write(
      `insert ${JSON.stringify(list)} into`,
      // the database fills in values that a row omits
      (client) => client.from(table).insert([...list], { defaultToNull: false }),
      list.length > 1 ? list.map((row) => insert(row)) : undefined,
    );
  const whole = variants.map((one) => ({ ...base, ...one }));
  const groups = Array.from({ length: Math.ceil(whole.length / together) }, (_, at) =>
    insert(...whole.slice(at * together, (at + 1) * together)),
  );
  const made = { ...base, id: ids.made };
  const keys = Object.values(facts.relations[`public.${table}`]?.uniques ?? {})
    .filter(({ where, keys: list }) => where === undefined && !list.join('').includes('('))
    .map((unique) => unique.keys.join(','));
  return [
    insert(base),
    insert({ ...base, owner_id: ids.others }),
    write('insert and read', (client) => client.from(table).insert(made).select()),
    ...groups,
    // two that are alike but for their keys
    ...whole.filter((_, at) => at % 8 === 0).map((row) => insert(row, row)),
    ...keys.map((onConflict) =>
      write(`upsert on ${onConflict} of`, (client) =>
        client.from(table).upsert(onConflict === 'id' ? { ...base, id: ids.stored } : base, {
          onConflict,
        }),
      ),
    ),
    ...[{}, ...variants.filter((row, at) => at % 3 === 0 || Object.values(row).includes(null))].map(
      (change) =>
        write(`update ${JSON.stringify(change)} of`, (client) =>
          client
            .from(table)
            .update({ ...base, ...change })
            .eq('id', ids.stored),
        ),
    ),
    ...[ids.stored, ids.spare].map((id) =>
      write('delete of', (client) => client.from(table).delete().eq('id', id)),
    ),
  ];
}

function readsOf(
  { relations }: Facts,
  name: string,
  rows: AppRows | undefined,
  answer: AppRequest['answer'],
): RandomRequest[] {
  const read = (select: string, more: Partial<RandomRequest> = {}): RandomRequest => ({
    title: `select ${select} from ${name}`,
    kind: 'read',
    role: 'authenticated',
    about: [`public.${name}`],
    send: (client) => client.from(name).select(select),
    ...more,
  });
  const { kind, columns = {}, references = {} } = relations[`public.${name}`] ?? {};
  const children = Object.entries(relations).flatMap(([other, { references: theirs }]) =>
    Object.values(theirs).some(({ target }) => target === `public.${name}`) ? [other] : [],
  );
  const parents = Object.values(references).map(({ target }) => target);
  return [
    read('*', answer ? { answer } : {}),
    read('*', {
      title: `select * from ${name} as anon`,
      role: 'anon',
      ...(answer ? { answer } : {}),
    }),
    read(Object.keys(columns).join(',')),
    // through a view an app writes what it read
    ...(kind === 'view' ? changesOf(name, Object.keys(columns)) : []),
    ...[...new Set([...parents, ...children])].map((other) =>
      read(`id, ${other.replace('public.', '')}(id)`, { about: [`public.${name}`, other] }),
    ),
    ...Object.entries({ ...rows?.variants[0], ...rows?.base }).flatMap(([column, value]) =>
      value === null || (typeof value === 'object' && !Array.isArray(value))
        ? []
        : [
            read('id', {
              title: `filter ${name} by ${column}`,
              send: (client) =>
                Array.isArray(value)
                  ? client.from(name).select('id').contains(column, value)
                  : client.from(name).select('id').eq(column, value),
            }),
            read('id', {
              title: `update of ${name} by ${column}`,
              kind: 'write',
              send: (client) => {
                const update = client.from(name).update({ id: ids.spare }).eq('id', ids.spare);
                return Array.isArray(value)
                  ? update.contains(column, value)
                  : update.eq(column, value);
              },
            }),
          ],
    ),
  ];
}

function changesOf(name: string, columns: readonly string[]): RandomRequest[] {
  return columns
    .filter((column) => column !== 'id')
    .map((column) => ({
      title: `update ${column} of ${name}`,
      kind: 'write',
      role: 'authenticated',
      about: [`public.${name}`],
      send: async (client) => {
        const { data } = await client.from(name).select('*').eq('id', ids.stored).limit(1);
        const [row = {}] = (data ?? []) as Row[];
        return client
          .from(name)
          .update({ [column]: row[column] ?? null })
          .eq('id', ids.stored);
      },
    }));
}

/** Values that an app gives for an argument of a type. */
function valuesFor(type: string): readonly unknown[] {
  if (type === 'uuid') return [lifter];
  if (type === 'public.mood') return ['good', 'fair'];
  return /int|score/.test(type) ? [1, 7, 60] : ['x', null];
}

function callsOf({ functions }: Facts, { results }: AppSchemas): RandomRequest[] {
  return Object.entries(functions).flatMap(([whole, signatures]) => {
    const name = whole.replace('public.', '');
    const answer = results[name];
    const call = (args: Row, get: boolean): RandomRequest => ({
      title: `${get ? 'GET' : 'POST'} of ${name}(${JSON.stringify(args)})`,
      kind: 'call',
      role: 'authenticated',
      about: [whole],
      send: (client) => client.rpc(name, args, { get }),
      ...(answer ? { answer } : {}),
    });
    return signatures.flatMap(({ args }) => {
      const given = args.filter(({ isOptional }) => !isOptional);
      return [0, 1, 2].flatMap((place) =>
        [given, args].flatMap((list) => {
          const row = Object.fromEntries(
            list.map(({ name: arg, type }) => {
              const values = valuesFor(type);
              return [arg, values[place % values.length]];
            }),
          );
          // a GET says no null
          return Object.values(row).includes(null)
            ? [call(row, false)]
            : [call(row, false), call(row, true)];
        }),
      );
    });
  });
}

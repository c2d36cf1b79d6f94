import type { Facts } from '@parakeet/schema-tools';
import type { AppRequest, AppSchemas, Row } from './installed-app.ts';

/** The rows when the app is used, by table. */
export const ids = {
  gym: '20000000-0000-4000-8000-000000000001',
  emptyGym: '20000000-0000-4000-8000-000000000002',
  lifter: '20000000-0000-4000-8000-000000000003',
  otherLifter: '20000000-0000-4000-8000-000000000006',
  lift: '20000000-0000-4000-8000-000000000004',
  made: '20000000-0000-4000-8000-000000000005',
};

/**
 * The requests of an app that was built for the small schema. It writes every row that it may. It
 * reads every table and view completely, by its columns and with embeds, and calls every function
 * in every way.
 *
 * @param facts of the schema that it was built for
 * @param rows that the schema takes, by table
 */
export function requestsOf(
  facts: Facts,
  schemas: AppSchemas,
  rows: Readonly<Record<string, readonly Row[]>>,
): AppRequest[] {
  return [
    ...Object.entries(rows).flatMap(([table, all]) => writesOf(facts, table, all)),
    ...Object.entries(schemas.rows).flatMap(([table, row]) =>
      (facts.relations[`public.${table}`]?.privileges['authenticated'] ?? []).includes('SELECT')
        ? readsOf(facts, table, row)
        : [],
    ),
    ...callsOf(schemas),
  ];
}

function writesOf({ relations }: Facts, table: string, rows: readonly Row[]): AppRequest[] {
  const write = (title: string, send: AppRequest['send']): AppRequest => {
    return { title: `${title} ${table}`, kind: 'write', send };
  };
  const [base = {}] = rows;
  const id = { gyms: ids.gym, lifters: ids.lifter, lifts: ids.lift }[table] ?? '';
  const keys = Object.values(relations[`public.${table}`]?.uniques ?? {}).map(({ keys: list }) =>
    list.join(','),
  );
  return [
    ...rows.map((row) => ({
      ...write(`insert ${JSON.stringify(row)} into`, (client) => client.from(table).insert(row)),
      oneOf: { table, columns: Object.keys(row).filter((column) => row[column] !== base[column]) },
    })),
    write('insert and read', (client) => client.from(table).insert(base).select()),
    ...keys.map((onConflict) =>
      write(`upsert on ${onConflict}`, (client) =>
        client.from(table).upsert(onConflict === 'id' ? { ...base, id } : base, { onConflict }),
      ),
    ),
    write('update', (client) =>
      client
        .from(table)
        .update({ ...base, id })
        .eq('id', id),
    ),
    write('delete of', (client) =>
      client
        .from(table)
        .delete()
        .eq('id', table === 'gyms' ? ids.emptyGym : id),
    ),
  ];
}

function readsOf(
  { relations }: Facts,
  table: string,
  answer: NonNullable<AppRequest['answer']>,
): AppRequest[] {
  const columns = Object.keys(relations[`public.${table}`]?.columns ?? {});
  const read = (select: string, more: Partial<AppRequest> = {}): AppRequest => ({
    title: `select ${select} from ${table}`,
    kind: 'read',
    send: (client) => client.from(table).select(select),
    ...more,
  });
  const parents = Object.values(relations[`public.${table}`]?.references ?? {}).map(({ target }) =>
    target.replace('public.', ''),
  );
  const children = Object.entries(relations)
    .filter(([, { references }]) =>
      Object.values(references).some(({ target }) => target === `public.${table}`),
    )
    .map(([name]) => name.replace('public.', ''));
  const isView = relations[`public.${table}`]?.kind === 'view';
  return [
    read('*', { answer }),
    read(columns.join(',')),
    ...[...parents, ...children].map((other) => read(`id, ${other}(id)`)),
    // what it looks for, it changes as well
    ...(table === 'lifters'
      ? [
          read('id', {
            title: 'filter by tags',
            send: (client) => client.from(table).select('id').contains('tags', ['x']),
          }),
          read('id', {
            title: 'update of those with tags',
            kind: 'write',
            send: (client) =>
              client.from(table).update({ nickname: 'Ada' }).contains('tags', ['x']),
          }),
        ]
      : []),
    ...(isView
      ? [
          {
            title: `update of ${table}`,
            kind: 'write',
            send: (client) => client.from(table).update({ name: 'Ada' }).eq('id', ids.lifter),
          } satisfies AppRequest,
        ]
      : []),
  ];
}

function callsOf({ results }: AppSchemas): AppRequest[] {
  const calls: readonly (readonly [name: string, args: Row])[] = [
    ['greet', { name: 'Ada' }],
    ['greet', { name: 'Ada', loud: true }],
    ['rate', { score: 1 }],
    ['rate', { score: 9 }],
    ['rate', { score: null }],
    ['count_lifts', { lifter: ids.lifter }],
  ];
  return calls.flatMap(([name, args]) =>
    // a GET says no null
    (Object.values(args).includes(null) ? [false] : [false, true]).map((get): AppRequest => {
      const answer = results[name];
      return {
        title: `${get ? 'GET' : 'POST'} of ${name}(${Object.keys(args).join(', ')})`,
        kind: 'call',
        send: (client) => client.rpc(name, args, { get }),
        ...(answer ? { answer } : {}),
      };
    }),
  );
}

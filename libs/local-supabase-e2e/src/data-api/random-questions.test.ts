// Rows and filters at random: what the Data API answers, against the same question asked in SQL.
// PARAKEET_QUESTIONS chooses how many, PARAKEET_FUZZ_SEED which ones.
import { beforeAll, expect, it } from 'vitest';
import { wholeNumberOf } from '@parakeet/db-harness/environment';
import { createRandom } from '@parakeet/db-harness/random';
import { useApi } from './api-under-test.ts';

const api = useApi();
const questions = wholeNumberOf('PARAKEET_QUESTIONS', 1, 1_000_000_000) ?? 300;
const seed = wholeNumberOf('PARAKEET_FUZZ_SEED', 0, 2 ** 30) ?? 1;

const random = createRandom(seed);
const below = (count: number) => Math.floor(random() * count);
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;

const words = [
  'a',
  'B',
  'null',
  'NULL',
  '',
  'x,y',
  '(z)',
  '"q"',
  '\\',
  "it's",
  '*',
  '%',
  'ž',
  '{1}',
];
const values = {
  n: () => String(below(5) - 2),
  big: () => String(9_007_199_254_740_991n + BigInt(below(4))),
  price: () => `${below(3)}.${below(10)}0`,
  word: () => pick(words),
  flag: () => pick(['true', 'false']),
  day: () => `2026-01-0${1 + below(4)}`,
  list: () => `{${Array.from({ length: below(3) }, () => below(4)).join(',')}}`,
  doc: () =>
    JSON.stringify(pick([{ a: below(3) }, { a: String(below(3)) }, [below(3)], 'a', null])),
} as const;
type Column = keyof typeof values;
const columns = Object.keys(values) as Column[];

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A condition in both languages: as a parameter, as a part of `or`, and as SQL. */
interface Question {
  readonly name: string;
  readonly value: string;
  readonly sql: string;
}

const comparisons = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function ask(): Question {
  const column = pick(columns);
  const not = random() < 0.3;
  const [value, sql] = pick([compare, compare, among, isNull, special])(column);
  return {
    name: column,
    value: `${not ? 'not.' : ''}${value}`,
    sql: not ? `not (${sql})` : `(${sql})`,
  };
}

function compare(column: Column): [string, string] {
  const operator = pick(Object.keys(comparisons) as (keyof typeof comparisons)[]);
  const value = values[column]();
  return [`${operator}.${value}`, `${column} ${comparisons[operator]} ${literal(value)}`];
}

const quote = (text: string) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

function among(column: Column): [string, string] {
  // Postgres has no list of lists
  if (column === 'list') return compare(column);
  // the empty text alone is no value at all, to PostgREST
  const list = Array.from({ length: 1 + below(3) }, () => values[column]()).filter(
    (one, _, all) => one !== '' || all.some((other) => other !== ''),
  );
  if (list.length === 0) return compare(column);
  return [`in.(${list.map(quote).join(',')})`, `${column} in (${list.map(literal).join(', ')})`];
}

function isNull(column: Column): [string, string] {
  return ['is.null', `${column} is null`];
}

function special(column: Column): [string, string] {
  const value = values[column]();
  switch (column) {
    case 'word': {
      const pattern = pick(['*', '', 'x']) + pick(['a', 'y', 'n']) + pick(['*', '', '_']);
      return [`ilike.${pattern}`, `word ilike ${literal(pattern.replaceAll('*', '%'))}`];
    }
    case 'list': {
      const [name, sql] = pick([
        ['cs', '@>'],
        ['cd', '<@'],
        ['ov', '&&'],
      ] as const);
      return [`${name}.${value}`, `list ${sql} ${literal(value)}`];
    }
    case 'doc':
      return [`cs.${value}`, `doc @> ${literal(value)}`];
    case 'flag':
      return [`is.${value}`, `flag is ${value}`];
    default:
      return [`isdistinct.${value}`, `${column} is distinct from ${literal(value)}`];
  }
}

/** A value inside `or` is quoted, unless it is one that ends by itself. */
const inTree = ({ name, value }: Question) => {
  const [, operator = '', text = ''] = /^((?:not\.)?\w+\.)(.*)$/s.exec(value) ?? [];
  const isPlain = /^(not\.)?(in|is)\.$/.test(operator);
  return `${name}.${operator}${isPlain ? text : quote(text)}`;
};

beforeAll(async () => {
  await api.sql.query(`
    create table public.asked (
      id integer primary key, n integer, big bigint, price numeric(6, 2), word text, flag boolean,
      day date, list integer[], doc jsonb
    );
    grant all on public.asked to service_role`);
});

/** Replaces the rows by other ones. */
async function changeRows(): Promise<void> {
  const value = (column: Column) => (random() < 0.15 ? 'null' : literal(values[column]()));
  const rows = Array.from({ length: 60 }, (_, id) => `(${id}, ${columns.map(value).join(', ')})`);
  await api.sql.query(`truncate public.asked; insert into public.asked values ${rows.join(', ')}`);
}

async function answer(search: string): Promise<string> {
  const headers = { apikey: api.keys.secretKey };
  const response = await api.request(`/rest/v1/asked?${search}`, { headers });
  return response.text();
}

const timeout = 60_000 + questions * 50;

it(
  `${questions} questions have the same answer as SQL has (seed ${seed})`,
  { timeout },
  async () => {
    let withRows = 0;
    for (let asked = 0; asked < questions; asked += 1) {
      if (asked % 500 === 0) await changeRows();
      const all = Array.from({ length: 1 + below(3) }, ask);
      const isTree = random() < 0.5;
      const operator = pick(['and', 'or'] as const);
      const parameters = isTree
        ? [[operator, `(${all.map(inTree).join(',')})`]]
        : all.map(({ name, value }) => [name, value]);
      const order = pick(columns.filter((one) => one !== 'doc'));
      const direction = pick(['asc', 'desc'] as const);
      const limit = 1 + below(80);
      const search = new URLSearchParams([
        ['select', `id,${order},doc`],
        ...(parameters as [string, string][]),
        ['order', `${order}.${direction},id`],
        ['limit', String(limit)],
      ]).toString();
      const where = all.map(({ sql }) => sql).join(isTree ? ` ${operator} ` : ' and ');
      const [wanted] = await api.sql.query<{ body: string }>(
        `select coalesce(json_agg(t), '[]')::text as body from (
         select id, ${order}, doc from public.asked where ${where}
         order by ${order} ${direction}, id limit ${limit}
       ) as t`,
      );
      const found = await answer(search);
      expect(found, `${decodeURIComponent(search)}\n${where}`).toBe(wanted?.body);
      if (found !== '[]') withRows += 1;
    }
    // questions that nothing answers would prove little
    expect(withRows).toBeGreaterThan(questions / 4);
  },
);

it('rows written at random are those that SQL reads', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => ({
    id: 1000 + at,
    word: pick([...words, null]),
    n: pick([below(9), null]),
    doc: pick([{ a: [below(9), null, 'x'] }, 'text', 1.5, [], null]),
    list: pick([[1, null, 3], [], null]),
  }));
  const response = await api.request('/rest/v1/asked', {
    method: 'POST',
    headers: {
      apikey: api.keys.secretKey,
      'content-type': 'application/json',
      prefer: 'return=representation',
    },
    body: JSON.stringify(rows),
  });
  expect(response.status).toBe(201);
  const shown: unknown = await response.json();
  const [stored] = await api.sql.query<{ rows: unknown }>(
    'select json_agg(t order by id) as rows from public.asked as t where id >= 1000',
  );
  expect(shown).toEqual(stored?.rows);
  expect(shown).toMatchObject(rows);
});

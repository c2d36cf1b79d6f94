import type { Session } from '@parakeet/db-harness';
import { integers } from '@parakeet/db-harness/made-rows/values';

/** A column of the catalogue. */
export interface Column {
  readonly name: string;
  /** As `format_type` prints it, such as `numeric(5,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
}

/** Values by JSON type; only a JSON column accepts them all. */
const otherJson = [true, 5, 'x', [], {}];

/**
 * Values around a column's limits: at them, just outside, and of the wrong type. All are JSON, as
 * clients send it. Values that a typed client cannot send are left out, such as the text "5" for a
 * number.
 */
export async function valuesToTry(
  session: Session,
  table: string,
  column: Column,
): Promise<unknown[]> {
  const listed = await listedValues(session, table, column.name);
  const limits = await limitsOf(session, table, column.name);
  const { type } = column;
  const range = integers[type];
  // Postgres's bigint is larger than JavaScript's numbers, so its values need thought
  if (range && type !== 'bigint') {
    const [low, high] = range;
    const numbers = [
      low - 1,
      low,
      -1,
      0,
      1,
      high,
      high + 1,
      0.5,
      1.5,
      1e20,
      Number.MAX_SAFE_INTEGER,
    ];
    const around = limits.flatMap((limit) => [limit - 1, limit, limit + 1]);
    return [null, ...listed, ...numbers, ...around, 'x', [], {}];
  }
  const numeric = /^numeric\((\d+),(\d+)\)$/.exec(type);
  if (numeric) {
    const [precision, scale] = [Number(numeric[1]), Number(numeric[2])];
    const around = limits.flatMap((limit) => numbersAt(limit, scale));
    return [null, ...numbersAround(precision, scale), ...around, 'x', [], {}];
  }
  switch (type) {
    case 'uuid':
      return [
        null,
        '00000000-0000-0000-0000-000000000000',
        'ffffffff-ffff-ffff-ffff-ffffffffffff',
        '11111111-1111-1111-1111-111111111111',
        'A1111111-1111-4111-8111-11111111111F',
        '11111111-1111-1111-1111-11111111111',
        '11111111-1111-1111-1111-1111111111111',
        'g1111111-1111-1111-1111-111111111111',
        '',
        ...otherJson.filter((value) => value !== 5),
      ];
    case 'text':
      return [
        null,
        ...listed,
        ...listed.map((value) => `${String(value)} `),
        ...listed.map((value) => String(value).toUpperCase()),
        '',
        'input_4rm',
        'é',
        '😀',
        'a\u0000b',
        '\ud800',
        '\udc00x',
        ...limits.flatMap((limit) => [
          'x'.repeat(limit),
          'x'.repeat(limit + 1),
          '😀'.repeat(limit),
          '😀'.repeat(limit + 1),
        ]),
      ];
    case 'boolean':
      return [null, true, false, 'x', 2, [], {}];
    case 'date':
      return [
        null,
        '2026-02-28',
        '2026-02-29',
        '2024-02-29',
        '1900-02-29',
        '2000-02-29',
        '2026-04-31',
        '2026-12-31',
        '2026-13-01',
        '2026-00-10',
        '2026-01-00',
        '0001-01-01',
        '0000-01-01',
        '9999-12-31',
        '2026-1',
        '',
        5,
        true,
        [],
        {},
      ];
    case 'timestamp with time zone':
      return [
        null,
        '2026-02-22T20:42:00.123456+00:00',
        '2026-02-22T20:42:00+00:00',
        '2026-02-22T20:42:00Z',
        '2026-02-22T20:42:00.123Z',
        '2026-02-22T20:42:00.1+05:45',
        '2026-02-22T20:42:00-08:00',
        '2026-02-22T20:42:00+15:59',
        '2026-02-22T20:42:00+16:00',
        '2026-02-22T20:42:00-16:00',
        '2026-02-22T20:42:00+23:59',
        '2026-02-22T25:42:00+00:00',
        '2026-02-22T20:60:00+00:00',
        '2026-02-30T20:42:00+00:00',
        '2024-02-29T20:42:00+00:00',
        '2023-02-29T20:42:00+00:00',
        '0000-01-01T00:00:00+00:00',
        '0001-01-01T12:00:00+00:00',
        '9999-12-31T23:59:59+00:00',
        '',
        'x',
        true,
        [],
        {},
      ];
    case 'text[]':
      return [
        null,
        [],
        ['quads'],
        ['é', '😀'],
        ['a\u0000b'],
        [null],
        ['quads', null],
        [['quads']],
        ['\ud800'],
        'quads',
        5,
        true,
        { a: 1 },
        // from one CHECK; the other one counts the characters of the whole list
        ...limits
          .filter((limit) => limit < 100)
          .flatMap((limit) =>
            [limit, limit + 1].map((length) => Array.from({ length }, () => 'x')),
          ),
      ];
    case 'jsonb':
      // src/contracts tries their contents
      return [
        null,
        {},
        [],
        'x',
        5,
        true,
        { a: { b: [1, null] } },
        { quads: 2 },
        [{ pct: 0.5, reps: 5 }],
      ];
    default:
      throw new Error(
        `say in values-to-try.ts which values to try on ${table}.${column.name} (${type})`,
      );
  }
}

/** The limits of numeric(precision, scale). Postgres rounds to the scale before it checks. */
function numbersAround(precision: number, scale: number): number[] {
  const limit = 10 ** (precision - scale);
  const half = 0.5 / 10 ** scale;
  const exact = (value: number) => Number(value.toFixed(scale + 3));
  const around = [
    exact(limit - 2 * half),
    exact(limit - half - half / 50),
    exact(limit - half),
    limit,
    limit + 1,
    limit * 10,
  ];
  return [0, 0.05, 0.000_001, 1e-20, ...around, ...around.map((value) => -value), 1e20];
}

/** A number in a CHECK, and numbers near it: some just round to it, some just do not. */
function numbersAt(limit: number, scale: number): number[] {
  const unit = 1 / 10 ** scale;
  const steps = [-1, -0.51, -0.5, -0.49, 0, 0.49, 0.5, 0.51, 1].map((step) => step * unit);
  return [...steps, -0.5, 0.5, 0.25].map((step) => Number((limit + step).toFixed(scale + 2)));
}

/** The numbers in the CHECKs on this column alone. */
async function limitsOf(session: Session, table: string, column: string): Promise<number[]> {
  const rows = await session.query<{ value: string }>(
    `select distinct literal[1] as value
     from pg_constraint as k
     join pg_attribute as a on a.attrelid = k.conrelid and k.conkey = array[a.attnum]
     cross join regexp_matches(pg_get_constraintdef(k.oid), '[ (]([0-9]+(?:[.][0-9]+)?)[)]', 'g') as literal
     where k.conrelid = ('public.' || $1)::regclass and k.contype = 'c' and a.attname = $2`,
    [table, column],
  );
  return rows.map(({ value }) => Number(value));
}

/**
 * The values in the column's CHECKs. Each literal is tried on a column of the same type, so
 * Postgres decides which are values of it.
 */
async function listedValues(session: Session, table: string, column: string): Promise<unknown[]> {
  const rows = await session.query<{ value: string; type: string }>(
    `select distinct literal[1] as value, format_type(a.atttypid, null) as type
     from pg_constraint as k
     join pg_attribute as a on a.attrelid = k.conrelid and k.conkey = array[a.attnum]
     cross join regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text|\\m([0-9]+)\\M', 'g') as literal
     where k.conrelid = ('public.' || $1)::regclass and k.contype = 'c' and a.attname = $2
       and literal[1] is not null`,
    [table, column],
  );
  return rows.map(({ value }) => value);
}

import { argumentFixtures, fixtures } from '@parakeet/db-types/fixtures';
import type { Column } from '../catalogue.ts';

/**
 * Possible values of a column of a type, plain ones first: usual ones, then those in the conditions
 * of its CHECKs and their neighbours, then the limits of the type.
 *
 * @param table its name: for a column with a contract today, the documents of the contract come
 * first
 * @param conditions of the CHECKs on the column
 * @returns JSON values, all of the type
 * @throws Error for a type that no column has used so far
 */
export function valuesOf(table: string, column: Column, conditions: readonly string[]): unknown[] {
  const { type } = column;
  if (column.words) return [...column.words];
  const element = /^(.+)\[\]$/.exec(type)?.[1];
  if (element !== undefined) {
    const some = valuesOf(table, { ...column, type: element }, conditions).slice(0, 3);
    const one = some.slice(0, 1);
    // numbers belong to elements, or to the characters of all of them
    const sizes = named(conditions)
      .numbers.flatMap((number) =>
        Number.isInteger(number) && number > 0 ? [number, number + 1] : [],
      )
      .map((size) =>
        size < 100 ? Array.from({ length: size }, () => one[0]) : ['x'.repeat(size)],
      );
    return [one, [], some, ...sizes, [null], [...one, null], [one]];
  }
  if (/^jsonb?$/.test(type)) {
    const own = (fixtures as ByColumn)[table]?.[column.name];
    return own ? distinct([...documentsOf([own], 'accepts'), ...documents]) : [...documents];
  }
  return distinct(scalarsOf(type, named(conditions)));
}

function scalarsOf(type: string, { numbers, texts }: Named): unknown[] {
  const range = integers[type];
  if (range) {
    const [least, most] = range;
    const around = numbers.flatMap((number) => [number, number + 1, number - 1]);
    return [1, ...around, 2, 5, 0, -1, most, least].filter(
      (number) => Number.isInteger(number) && number >= least && number <= most,
    );
  }
  if (/^(?:numeric|real|double precision)/.test(type)) {
    const [, precision, scale] = /\((\d+),(\d+)\)/.exec(type) ?? [];
    const places = Number(scale ?? 3);
    const unit = 10 ** -places;
    const most = precision === undefined ? 1e9 : 10 ** (Number(precision) - places) - unit;
    const steps = [0, 1, -1, 0.4, 0.25 / unit, 0.5 / unit, -0.5 / unit];
    const around = numbers.flatMap((number) =>
      steps.map((step) => Number((number + step * unit).toFixed(places + 1))),
    );
    return [1, ...around, 7, 0, 7.5, -1, most, -most, 'NaN'].filter(
      (number) => typeof number === 'string' || Math.abs(number) <= most,
    );
  }
  if (/^(?:text|character varying|character)\b/.test(type)) {
    const most = Number(/\((\d+)\)/.exec(type)?.[1] ?? 1e6);
    const lengths = numbers.flatMap((number) => [number, number + 1, number - 1]);
    return [
      ...texts,
      'front squat',
      'leg press',
      ...texts.flatMap((text) => [`${text} `, text.toUpperCase()]),
      '',
      ...lengths.filter((length) => length > 0).map((length) => 'x'.repeat(length)),
      ...shapes,
    ].filter((text) => text.length <= most);
  }
  switch (type) {
    case 'boolean':
      return [false, true];
    case 'uuid':
      return ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    case 'date':
      return ['2026-01-05', '2026-01-12', ...days(texts), 'infinity', '-infinity'];
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return [
        '2026-01-05T18:30:00+00:00',
        '2026-01-12T19:00:00+00:00',
        ...moments(texts),
        'infinity',
        '-infinity',
      ];
    case 'time without time zone':
    case 'time with time zone':
      return ['18:30:00+00:00', '00:00:00+00:00', '23:59:59.999999+00:00'];
    case 'interval':
      return ['90 seconds', '0 seconds', '-1 day', '100 years'];
    case 'bytea':
      return ['\\x00ff', '\\x'];
    case 'inet':
      return ['127.0.0.1', '::1'];
    default:
      throw new Error(`say in made-rows/values.ts which values a column of type ${type} has`);
  }
}

/** The minimum and maximum of each integer type; for bigint within JavaScript's safe integers. */
export const integers: Readonly<Record<string, readonly [least: number, most: number]>> = {
  smallint: [-32_768, 32_767],
  integer: [-2_147_483_648, 2_147_483_647],
  bigint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** The minimum and maximum of each integer type. */
export const integerLimits: ReadonlySet<unknown> = new Set(Object.values(integers).flat());

/** Texts that CHECKs with patterns often require. */
const shapes = [
  'a',
  'abc',
  'abc_def',
  'A1',
  '12',
  '#a0b1c2',
  'maya@parakeet.test',
  'https://a.b/c',
  '2026-01-05',
  'en',
  'Europe/Zurich',
];

/** The days in a condition, and their neighbours. */
function days(texts: readonly string[]): string[] {
  const whole = texts.flatMap((text) => /^\d{4,5}-\d\d-\d\d/.exec(text)?.[0] ?? []);
  return whole.flatMap((day) => {
    if (day.startsWith('0001')) return [day, '0001-12-31 BC'];
    return day.startsWith('9999') ? [day, '10000-01-01'] : [day];
  });
}

/** The moments in a condition, and their neighbours. */
function moments(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    if (text.startsWith('0001-')) return ['0001-01-01T00:00:00+00:00', '0001-12-31 23:59:59+00 BC'];
    if (text.startsWith('10000-')) return ['9999-12-31T23:59:59.999999+00:00', text];
    return /^\d{4}-\d\d-\d\d/.test(text) ? [text] : [];
  });
}

interface Named {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

/** The literals in conditions, as pg_get_expr prints them. */
function named(conditions: readonly string[]): Named {
  const numbers: number[] = [];
  const texts: string[] = [];
  for (const condition of conditions) {
    const literals = condition.matchAll(/'((?:[^']|'')*)'|(?<![\w.])(-?\d+(?:\.\d+)?)(?![\w.])/g);
    for (const [, text, number] of literals) {
      if (number !== undefined) numbers.push(Number(number));
      else if (text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text)) numbers.push(Number(text));
      else if (text !== undefined) texts.push(text.replaceAll("''", "'"));
    }
  }
  return { numbers, texts };
}

/** Most of the longer documents would take too much time; other proofs cover them. */
const longest = 1000;

interface Fixtures {
  readonly accepts: Readonly<Record<string, string>>;
  readonly refuses: Readonly<Record<string, string>>;
}

type ByColumn = Readonly<Record<string, Readonly<Record<string, Fixtures>>>>;

const allFixtures: readonly Fixtures[] = [
  ...Object.values(fixtures as ByColumn).flatMap((columns) => Object.values(columns)),
  ...Object.values(argumentFixtures),
];

/**
 * The documents in the fixtures of contracts. A column accepts those that its own CHECK accepts,
 * and an older CHECK may have accepted those that are refused today.
 */
const documents: readonly unknown[] = distinct([
  ...documentsOf(allFixtures, 'accepts'),
  {},
  [],
  ...documentsOf(allFixtures, 'refuses'),
]);

/** Documents that Postgres cannot parse are left out. */
function documentsOf(some: readonly Fixtures[], verdict: keyof Fixtures): unknown[] {
  return some
    .flatMap((one) => Object.values(one[verdict]))
    .filter((text) => text.length < longest)
    .map((text): unknown => JSON.parse(text))
    .filter((value) => !/\\u(?:0000|d[89a-f])/.test(JSON.stringify(value)));
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** A type that a random column may have. */
export interface Kind {
  readonly type: string;
  readonly defaults: readonly string[];
  /** Conditions on a column `#`; the type's first value satisfies them. */
  readonly checks: readonly string[];
  /** Other types that its values can be cast to. */
  readonly casts: readonly string[];
}

const numbers = [
  '# between 0 and 9',
  '# >= 0 and # <= 9',
  '# between 1 and 5',
  '# between -5 and 100',
  '# > 0',
  '# >= 1',
  '# <= 50',
  '# in (1, 2, 3)',
  '# in (1, 2)',
  '# = any (array[3, 2, 1])',
  '# % 2 = 1',
  '# <> 7',
  'not # = 7',
  '# between 0 and 9 and # <> 4',
];
const texts = [
  `# in ('x', 'y')`,
  `# in ('x', 'y', 'z')`,
  `# = any (array['y', 'x'])`,
  `# = 'x' or # = 'y'`,
  'char_length(#) <= 12',
  'length(#) between 1 and 12',
  'char_length(#) <= 20',
  'char_length(#) between 0 and 20',
  `# <> ''`,
  `# ~ '^[a-z ]*$'`,
  `# ~ '^[a-z ]+$'`,
  'lower(#) = #',
  'btrim(#) = #',
];
const days = [
  `# >= '2020-01-01'`,
  `# between '2020-01-01' and '2030-01-01'`,
  `# >= '2025-01-01' and # < '2027-01-01'`,
];
const lists = ['cardinality(#) <= 3', 'cardinality(#) <= 5', 'array_position(#, null) is null'];
const json = [`jsonb_typeof(#::jsonb) = 'object'`, 'octet_length(#::text) <= 500'];

function kind(type: string, defaults: string, checks: readonly string[], casts: string): Kind {
  const list = (text: string) => text.split('; ').filter((one) => one !== '');
  return { type, defaults: list(defaults), checks, casts: list(casts) };
}

/** The types of random columns; those of the random schema's own are among them. */
export const kinds: readonly Kind[] = [
  kind('smallint', '1; 2', numbers, 'integer; bigint; text; numeric'),
  kind('integer', '1; 3', numbers, 'smallint; bigint; text; numeric; numeric(6,2); boolean'),
  kind('bigint', '1; 5', numbers, 'integer; numeric; text'),
  kind('numeric', '1; 2.5', numbers, 'numeric(6,2); integer; text; double precision'),
  kind('numeric(6,2)', '1; 2.50', numbers, 'numeric(5,2); numeric(7,3); numeric; integer'),
  kind('double precision', '1; 0.5', ['# > 0', '# between 0 and 9'], 'numeric; text'),
  kind('text', `'x'; 'y'`, texts, 'varchar(10); varchar(30); text[]'),
  kind('varchar(20)', `'x'; 'y'`, texts, 'varchar(10); varchar(30); text; char(20)'),
  kind('boolean', 'false; true', ['# is not null'], 'integer; text'),
  kind('date', `'2026-01-05'`, days, 'timestamptz; timestamp; text'),
  kind('timestamptz', `'2026-01-05 18:30:00+00'`, days, 'timestamp; date; text'),
  kind('timestamp', `'2026-01-05 18:30:00'`, days, 'timestamptz; date'),
  kind('time', `'18:30'`, [], 'interval; text'),
  kind('uuid', `'11111111-1111-4111-8111-111111111111'`, [], 'text'),
  kind('text[]', `'{x}'; '{}'`, lists, 'jsonb; text; varchar(10)[]'),
  kind('integer[]', `'{1}'; '{}'`, lists, 'jsonb; text; bigint[]'),
  kind('jsonb', `'{}'; '[]'`, json, 'json; text'),
  kind('public.mood', `'good'; 'bad'`, [`# in ('good', 'bad')`], 'text'),
  kind('public.score', '1; 2', ['# <= 50'], 'integer; public.mark'),
  kind('public.mark', '1', [], 'public.score; text'),
  kind('public.label', `'x'`, [`# <> 'y'`], 'text'),
];

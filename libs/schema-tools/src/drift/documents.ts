type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The most documents to judge for a function. */
const most = 6000;
/** Longer documents have too many variations, each as long. */
const longest = 3000;

/**
 * Documents that may distinguish two functions: the given ones, their parts, and variations of
 * their values. The variations include the numbers and words in the functions.
 *
 * @param texts of the functions
 * @returns JSON texts, the same for the same functions
 */
export function documentsLike(given: readonly string[], texts: string): string[] {
  const found = new Set<string>();
  const values = constantsOf(texts);
  const parsed = given.flatMap(parse);
  for (const document of parsed) for (const part of insideOf(document)) found.add(write(part));
  for (const value of values) found.add(write(value));
  const seeds = [...found].filter((text) => text.length <= longest).flatMap(parse);
  for (const seed of seeds) {
    for (const other of beside(seed, values)) {
      found.add(write(other));
      if (found.size >= most) return [...found];
    }
  }
  return [...found];
}

const write = (value: Json) => JSON.stringify(value);

function parse(text: string): Json[] {
  try {
    // the database refuses NUL
    if (/\\u0000|\\ud[89a-f]/i.test(text)) return [];
    const value: Json = JSON.parse(text);
    return [value];
  } catch {
    return [];
  }
}

/** A document and all its parts. */
function insideOf(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return [value];
  return [value, ...Object.values(value).flatMap((part: Json) => insideOf(part))];
}

/** The words and numbers in functions, and neighbours of the numbers. */
function constantsOf(texts: string): Json[] {
  const words = Array.from(texts.matchAll(/'((?:[^']|'')*)'/g), ([, word = '']) => word);
  const numbers = Array.from(texts.matchAll(/(?<![\w.'])-?\d+(?:\.\d+)?(?![\w.'])/g), Number);
  const near = numbers.flatMap((number) => [number, number - 1, number + 1, number + 0.5]);
  const lengths = near.filter((one) => Number.isInteger(one) && one > 0 && one <= 2000);
  return [
    ...new Set<Json>([
      null,
      true,
      '',
      'x',
      0,
      -1,
      ...near,
      ...words.filter((word) => word.length <= 40),
      ...lengths.map((length) => 'x'.repeat(length)),
    ]),
    [],
    {},
  ];
}

/** Documents that differ from one in a single place. */
function* beside(value: Json, values: readonly Json[]): Generator<Json> {
  yield* values;
  if (typeof value !== 'object' || value === null) return;
  if (isList(value)) {
    yield [...value, ...value];
    yield value.slice(1);
    // elements are mostly similar
    const [first] = value;
    if (first === undefined) return;
    for (const other of beside(first, values)) yield [other, ...value.slice(1)];
    return;
  }
  yield { ...value, another_key: 1 };
  for (const [key, part] of Object.entries(value)) {
    const { [key]: _, ...others } = value;
    yield others;
    for (const other of beside(part, values)) yield { ...value, [key]: other };
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

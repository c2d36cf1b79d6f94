/** Schemas that do not compile, with the alternative to write. */
export type Refusal = readonly [what: string, instead: string];

const input =
  'A contract describes the stored document. Write the schema of that, and change the value ' +
  'after reading it.';

export const refinement: Refusal = [
  'a refinement that is not a rule of @parakeet/schema-runtime',
  'Postgres does not run JavaScript. Use a rule such as ordered(), uniqueBy() or atLeastOne(), or ' +
    'write a CHECK in a migration.',
];

/** By the type in a schema's definition. */
const types: Readonly<Record<string, string>> = {
  bigint: 'JSON has no bigint. Use z.int(), or text of digits: z.string().regex(/^-?\\d+$/).',
  catch:
    'A catch accepts any value, so the check would test nothing. Write the inner schema, and ' +
    'catch when you read the row.',
  custom:
    'Postgres does not run JavaScript. Write the schema of the value, or z.unknown() for anything.',
  date: 'JSON has no dates. Use z.iso.datetime() or z.iso.date().',
  file: 'JSON has no files. Store the path in a bucket: z.string().',
  function: 'JSON has no functions.',
  intersection: 'Write one object: one.extend(other.shape).',
  map: 'JSON has no maps. Use z.record().',
  nan: 'JSON has no NaN. Use null.',
  pipe: input,
  promise: 'JSON has no promises.',
  set: 'JSON has no sets. Use z.array().',
  success: input,
  symbol: 'JSON has no symbols.',
  transform: input,
  undefined: 'JSON has no undefined. Make the key optional, or use z.null().',
  void: 'JSON has no undefined. Make the key optional, or use z.null().',
};

export function typeRefusal(type: string): Refusal {
  return [`a schema of the type ${type}`, types[type] ?? 'Use another schema.'];
}

/** By the name of a check. */
export function checkRefusal(name: string): Refusal {
  return name === 'overwrite'
    ? ['a text that the schema changes (trim, toLowerCase, normalize)', input]
    : [`the check ${name} here`, 'Leave it out, or write a CHECK in a migration.'];
}

export function coerceRefusal(what: string): Refusal {
  return [`${what} with coerce`, `${input} Use the schema without coerce.`];
}

/** By the name of a text's format. Zod checks these with more than a regular expression. */
export function formatRefusal(format: string): Refusal {
  return [
    `the text format ${format}`,
    format === 'url'
      ? 'Zod uses the URL parser of JavaScript. Use z.string().regex(/^https?:\\/\\/[^\\s]+$/).'
      : 'Zod tests it in JavaScript. Use z.string().regex() with the part that matters.',
  ];
}

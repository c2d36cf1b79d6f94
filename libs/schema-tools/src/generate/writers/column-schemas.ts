import { ToolError } from '@parakeet/command-kit';
import type { CatalogueColumn } from '../model.ts';
import type { GeneratedFile } from './generated-file.ts';

/** Imports a building block of the runtime. */
const block = (name: string) => (file: GeneratedFile) =>
  file.import(name, '@parakeet/schema-runtime/columns');

const scalars: Readonly<Record<string, ReturnType<typeof block>>> = {
  text: block('text'),
  uuid: block('uuid'),
  bool: block('boolean'),
  date: block('date'),
  timestamptz: block('timestamptz'),
  int2: block('smallint'),
  int4: block('integer'),
  int8: block('bigint'),
};
const arrays: typeof scalars = { text: block('textArray') };
const limitedText = block('limitedText');
const limitedTextArray = block('limitedTextArray');
const numeric = block('numeric');
const wholeNumber = block('wholeNumber');
const oneOf = block('oneOf');
/** A column that only Postgres writes, in Insert and Update. */
export const computed = block('computed');
/** What the schemas of changes and arguments say about an unknown key. */
export const noSuch = block('noSuch');

/** Whole numbers from the least to the most that the type has. */
const integers: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int2: [-(2 ** 15), 2 ** 15 - 1],
  int4: [-(2 ** 31), 2 ** 31 - 1],
  int8: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** As many digits as the building block takes: past them JavaScript's numbers are not exact. */
const numericDigits = 14;

/**
 * The code of the Zod schema of a column's values, NULL aside.
 *
 * @param file where the code goes, which imports what it needs
 * @param owner the table or the function that the column or the argument is of
 * @throws ToolError if no building block knows the column's type
 */
export function columnSchema(file: GeneratedFile, owner: string, column: CatalogueColumn): string {
  const { type, values, range, length, contract } = column;
  if (contract) return file.import(contract.name, contract.file);
  if (values) return `${oneOf(file)}(${JSON.stringify(values)})`;
  if (type.name === 'numeric' && !type.isArray) {
    const { precision, scale } = type;
    if (precision === undefined || scale === undefined || precision > numericDigits) {
      const advice = `Give the column at most ${numericDigits} digits, or add`;
      throw unknownType(owner, column, advice);
    }
    const within = range ? `, ${JSON.stringify(range)}` : '';
    return `${numeric(file)}(${precision}, ${scale}${within})`;
  }
  const ends = type.isArray ? undefined : integers[type.name];
  if (ends && range) {
    return `${wholeNumber(file)}(${range.least ?? ends[0]}, ${range.most ?? ends[1]})`;
  }
  if (type.name === 'text' && length) {
    const { least = 0, most } = length;
    const limits = most === undefined ? [least] : [least, most];
    return `${(type.isArray ? limitedTextArray : limitedText)(file)}(${limits.join(', ')})`;
  }
  const known = (type.isArray ? arrays : scalars)[type.name];
  // varchar(3) is not text, and timestamptz(0) rounds: a parameter has to be understood
  const bare = type.precision === undefined && type.length === undefined;
  if (!known || !bare) throw unknownType(owner, column);
  return known(file);
}

function unknownType(owner: string, column: CatalogueColumn, advice = 'Add'): ToolError {
  return new ToolError(
    `${owner}.${column.name} is of type ${column.type.sql}, and the row schemas do not know it`,
    {
      next:
        `${advice} a building block to libs/schema-runtime/src/columns/ and name it in ` +
        'libs/schema-tools/src/generate/writers/column-schemas.ts.',
    },
  );
}

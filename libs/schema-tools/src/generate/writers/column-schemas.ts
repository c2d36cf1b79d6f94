import { ToolError } from '@parakeet/command-kit';
import type { CatalogueColumn } from '../model.ts';
import type { GeneratedFile } from './generated-file.ts';

/** Imports a building block: an export of a file of libs/db-types/src/columns. */
const block = (name: string, from: string) => (file: GeneratedFile) =>
  file.import(name, `columns/${from}.ts`);

const scalars: Readonly<Record<string, ReturnType<typeof block>>> = {
  text: block('text', 'text'),
  uuid: block('uuid', 'values'),
  bool: block('boolean', 'values'),
  date: block('date', 'times'),
  timestamptz: block('timestamptz', 'times'),
  int2: block('smallint', 'numbers'),
  int4: block('integer', 'numbers'),
  int8: block('bigint', 'numbers'),
};
const arrays: typeof scalars = { text: block('textArray', 'text') };
const limitedText = block('limitedText', 'text');
const limitedTextArray = block('limitedTextArray', 'text');
const numeric = block('numeric', 'numbers');
const wholeNumber = block('wholeNumber', 'numbers');
const oneOf = block('oneOf', 'values');
/** A column that only Postgres writes, in Insert and Update. */
export const computed = block('computed', 'keys');
/** What the schemas of changes and arguments say about an unknown key. */
export const noSuch = block('noSuch', 'keys');

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
  if (contract) return file.import(contract.name, `json/${contract.file}.ts`);
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
        `${advice} a building block to libs/db-types/src/columns/ and name it in ` +
        'libs/schema-tools/src/generate/writers/column-schemas.ts.',
    },
  );
}

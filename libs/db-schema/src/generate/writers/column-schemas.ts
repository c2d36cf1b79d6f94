import { ToolError } from '@parakeet/local-supabase';
import type { CatalogueColumn } from '../model.ts';

/** What the row schemas are made of: an export, and the file of libs/db-types/src that has it. */
export interface Block {
  readonly name: string;
  /** Without its ending: `columns/text`. */
  readonly file: string;
}

/** The Zod schema of a column, and what its code imports. */
export interface ColumnSchema {
  readonly code: string;
  readonly block: Block;
}

const scalars: Readonly<Record<string, Block>> = {
  text: { name: 'text', file: 'columns/text' },
  uuid: { name: 'uuid', file: 'columns/uuid' },
  date: { name: 'date', file: 'columns/date' },
  timestamptz: { name: 'timestamptz', file: 'columns/timestamptz' },
  int2: { name: 'smallint', file: 'columns/integers' },
  int4: { name: 'integer', file: 'columns/integers' },
  int8: { name: 'bigint', file: 'columns/integers' },
  bool: { name: 'boolean', file: 'columns/boolean' },
};
const arrays: Readonly<Record<string, Block>> = {
  text: { name: 'textArray', file: 'columns/text-array' },
};
const limitedText: Block = { name: 'limitedText', file: 'columns/text' };
const limitedTextArray: Block = { name: 'limitedTextArray', file: 'columns/text-array' };
const numeric: Block = { name: 'numeric', file: 'columns/numeric' };
/** Whole numbers from the least to the most that the type has. */
const integers: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int2: [-(2 ** 15), 2 ** 15 - 1],
  int4: [-(2 ** 31), 2 ** 31 - 1],
  int8: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
const wholeNumber: Block = { name: 'wholeNumber', file: 'columns/integers' };
const listed: Block = { name: 'oneOf', file: 'columns/one-of' };
/** A column that only Postgres writes, in Insert and Update. */
export const computed: Block = { name: 'computed', file: 'columns/computed' };
/** What the schemas of Insert and Update say about an unknown key. */
export const noSuchColumn: Block = { name: 'noSuchColumn', file: 'columns/no-such-column' };

/** What the schemas of a function's arguments say about an unknown one. */
export const noSuchArgument: Block = {
  name: 'noSuchArgument',
  file: 'columns/no-such-argument',
};

/** As many digits as the building block takes: past them JavaScript's numbers are not exact. */
const numericDigits = 14;

/**
 * The Zod schema of a column's values, NULL aside.
 *
 * @throws ToolError if no building block knows the column's type
 */
export function columnSchema(table: string, column: CatalogueColumn): ColumnSchema {
  const { type, values, range, length, contract } = column;
  if (contract) {
    const { name, file } = contract;
    return { code: name, block: { name, file: `json/${file}` } };
  }
  if (values) return { code: `oneOf(${JSON.stringify(values)})`, block: listed };
  if (type.name === 'numeric' && !type.isArray) {
    const { precision, scale } = type;
    if (precision === undefined || scale === undefined || precision > numericDigits) {
      const advice = `Give the column at most ${numericDigits} digits, or add`;
      throw unknownType(table, column, advice);
    }
    const within = range ? `, ${JSON.stringify(range)}` : '';
    return { code: `numeric(${precision}, ${scale}${within})`, block: numeric };
  }
  const ends = type.isArray ? undefined : integers[type.name];
  if (ends && range) {
    const [least, most] = [range.least ?? ends[0], range.most ?? ends[1]];
    return { code: `wholeNumber(${least}, ${most})`, block: wholeNumber };
  }
  if (type.name === 'text' && length) {
    const block = type.isArray ? limitedTextArray : limitedText;
    const { least = 0, most } = length;
    const limits = most === undefined ? [least] : [least, most];
    return { code: `${block.name}(${limits.join(', ')})`, block };
  }
  const block = type.isArray ? arrays[type.name] : scalars[type.name];
  // varchar(3) is not text, and timestamptz(0) rounds: a parameter has to be understood
  const bare = type.precision === undefined && type.length === undefined;
  if (!block || !bare) throw unknownType(table, column);
  return { code: block.name, block };
}

function unknownType(table: string, column: CatalogueColumn, advice = 'Add'): ToolError {
  return new ToolError(
    `${table}.${column.name} is of type ${column.type.sql}, and the row schemas do not know it`,
    {
      next:
        `${advice} a building block to libs/db-types/src/columns/ and name it in ` +
        'libs/db-schema/src/generate/writers/column-schemas.ts.',
    },
  );
}

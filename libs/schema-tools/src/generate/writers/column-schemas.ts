import type { CatalogueColumn, Limits } from '../model.ts';
import { scalarOf } from './column-types.ts';
import type { GeneratedFile } from './generated-file.ts';
import { key } from './source-text.ts';

/** Imports a building block of the runtime. */
const block = (file: GeneratedFile, name: string) =>
  file.import(name, '@parakeet/schema-runtime/columns');

/** A column that only Postgres writes, in Insert and Update. */
export const computed = (file: GeneratedFile) => block(file, 'computed');
/** The message of the schemas of changes and arguments for an unknown key. */
export const noSuch = (file: GeneratedFile) => block(file, 'noSuch');

/** Whole numbers within the type's limits. */
const integers: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int2: [-(2 ** 15), 2 ** 15 - 1],
  int4: [-(2 ** 31), 2 ** 31 - 1],
  int8: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** The most digits of the building block: with more, JavaScript's numbers are not exact. */
const numericDigits = 14;

/**
 * The types of days and times with a building block of their own name, if a CHECK limits the years.
 */
const times = new Set(['date', 'timestamp', 'timestamptz']);

/**
 * The code of the Zod schema for a column's values, without NULL. It is `z.unknown()` if no
 * building block fits the type.
 *
 * @param file the file for the code, which imports the required blocks
 * @param onUnknown gets a type without a building block, as SQL
 */
export function columnSchema(
  file: GeneratedFile,
  column: CatalogueColumn,
  onUnknown: (sql: string) => void,
): string {
  const { type, length, contract } = column;
  if (contract) return file.import(contract.name, contract.file);
  if (!type.isArray) {
    const schema = plainSchema(file, column, onUnknown);
    if (schema !== undefined) return schema;
    onUnknown(type.sql);
    return unknownSchema(file);
  }
  if (isTextArray(type)) {
    return length ? limited(file, 'limitedTextArray', length) : block(file, 'textArray');
  }
  const element = plainSchema(
    file,
    { ...elementOf(column), type: { ...type, isArray: false }, ...type.element },
    onUnknown,
  );
  // an array of oidvector or int2vector cannot be written as JSON
  if (element === undefined || element.startsWith('listOf')) {
    onUnknown(type.sql);
    return unknownSchema(file);
  }
  return `${block(file, type.dimensions ? 'nestedListOf' : 'listOf')}(${element})`;
}

/** Whether it is a plain list of texts of any length. */
function isTextArray({ name, length, dimensions, element }: CatalogueColumn['type']): boolean {
  const isAny = scalarOf(name)?.block === 'text' && length === undefined;
  return isAny && element === undefined && dimensions === undefined;
}

function elementOf({ name }: CatalogueColumn): Omit<CatalogueColumn, 'type'> {
  return { name, nullable: true, hasDefault: false, generated: false };
}

function unknownSchema(file: GeneratedFile): string {
  return `${file.importAll('z', 'zod')}.unknown()`;
}

/** The schema of a type that is not an array; undefined without a building block. */
function plainSchema(
  file: GeneratedFile,
  column: CatalogueColumn,
  onUnknown: (sql: string) => void,
): string | undefined {
  const { type, values, range, length, inYears, nullable } = column;
  const listed = values ?? type.words;
  if (listed) return `${block(file, 'oneOf')}(${JSON.stringify(listed)})`;
  if (type.bounds) return rangeSchema(file, type.bounds);
  if (type.fields) return objectSchema(file, type.fields, onUnknown);
  const ends = integers[type.name];
  if (ends && range) {
    return `${block(file, 'wholeNumber')}(${range.least ?? ends[0]}, ${range.most ?? ends[1]})`;
  }
  if (inYears && times.has(type.name) && type.precision === undefined) {
    return block(file, type.name);
  }
  if (/^jsonb?$/.test(type.name) && !nullable) return block(file, 'presentJson');
  const call = callOf(file, type, range);
  if (call !== undefined) return call;
  const known = scalarOf(type.name)?.block;
  if (known === 'text') return textSchema(file, type, length);
  if (known === 'vector') return `${block(file, 'vector')}(${type.length ?? ''})`;
  const [, list, element] = /^(\w+)\((\w+)\)$/.exec(known ?? '') ?? [];
  if (list !== undefined) return `${block(file, list)}(${block(file, element ?? '')})`;
  return known === undefined ? undefined : block(file, known);
}

/** The schema of a type with parameters, from its building block. */
function callOf(
  file: GeneratedFile,
  { name, precision, scale, length }: CatalogueColumn['type'],
  range: Limits['range'],
): string | undefined {
  const within = range ? JSON.stringify(range) : '';
  switch (name) {
    case 'numeric': {
      if (precision === undefined || scale === undefined) {
        return `${block(file, 'wideNumeric')}(${within})`;
      }
      if (precision > numericDigits) {
        const digits = JSON.stringify({ precision, scale });
        return `${block(file, 'wideNumeric')}(${within || '{}'}, ${digits})`;
      }
      // for Postgres NaN is larger than all numbers
      const made = block(file, range?.most === undefined ? 'numericOrNaN' : 'numeric');
      return `${made}(${precision}, ${scale}${within && `, ${within}`})`;
    }
    case 'float4':
      return `${block(file, 'real')}(${within})`;
    case 'float8':
      return `${block(file, 'doublePrecision')}(${within})`;
    case 'bit':
      return `${block(file, 'bit')}(${length ?? 1})`;
    case 'varbit':
      return `${block(file, 'varbit')}(${length ?? ''})`;
    case 'char':
      // one byte, which Postgres writes as \303 if it is not ASCII
      return `${block(file, 'limitedText')}(0, 4)`;
    default:
      return undefined;
  }
}

function textSchema(
  file: GeneratedFile,
  { length: characters }: CatalogueColumn['type'],
  length: Limits['length'],
): string {
  if (characters === undefined && !length) return block(file, 'text');
  const most = Math.min(characters ?? Infinity, length?.most ?? Infinity);
  return limited(file, 'limitedText', {
    ...length,
    ...(Number.isFinite(most) ? { most } : {}),
  });
}

function limited(
  file: GeneratedFile,
  name: string,
  { least = 0, most }: NonNullable<Limits['length']>,
): string {
  const limits = most === undefined ? [least] : [least, most];
  return `${block(file, name)}(${limits.join(', ')})`;
}

/** The kinds of bounds that the building block checks. */
const bounds: Readonly<Record<string, string>> = {
  int4: 'int4',
  int8: 'int8',
  numeric: 'num',
  date: 'date',
  timestamp: 'ts',
  timestamptz: 'tstz',
};

function rangeSchema(
  file: GeneratedFile,
  { name, isMultiple }: NonNullable<CatalogueColumn['type']['bounds']>,
): string {
  return `${block(file, isMultiple ? 'multirange' : 'range')}('${bounds[name] ?? 'other'}')`;
}

/** The schema of a composite value. All its fields are present, even if they are NULL. */
function objectSchema(
  file: GeneratedFile,
  fields: readonly CatalogueColumn[],
  onUnknown: (sql: string) => void,
): string {
  const z = file.importAll('z', 'zod');
  const entries = fields.map((field) => {
    const schema = columnSchema(file, field, onUnknown);
    return `${key(field.name)}: ${schema}${field.nullable ? '.nullable()' : ''}`;
  });
  return `${z}.object({ ${entries.join(', ')} })`;
}

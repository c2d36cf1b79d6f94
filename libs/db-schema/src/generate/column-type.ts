/** The type of a column, taken apart. */
export interface ColumnType {
  /**
   * Postgres's own short name (`int2`, `text`, `timestamptz`, `numeric`), of the elements if the
   * column is an array. A type that is not built in has its schema before it: `public.mood`.
   */
  readonly name: string;
  readonly isArray: boolean;
  /** Digits of `numeric(precision, scale)`; digits after the second of `timestamptz(precision)`. */
  readonly precision?: number;
  /** Digits after the decimal point of `numeric(precision, scale)`; negative rounds to tens. */
  readonly scale?: number;
  /** Characters of `varchar(length)` and `char(length)`. */
  readonly length?: number;
  /** The whole type in SQL's words, for messages: `numeric(3,1)`, `text[]`. */
  readonly sql: string;
}

/** Postgres keeps four bytes of its own in the modifier of types whose values have a length. */
const headerBytes = 4;

/**
 * Takes a column's type apart.
 *
 * @param name Postgres's short name, of the elements if it is an array
 * @param modifier `pg_attribute.atttypmod`: -1 when the type has no parameters. What it means
 *   differs from type to type: Postgres's numeric.c, varchar.c and timestamp.c say how
 */
export function columnType(
  name: string,
  isArray: boolean,
  modifier: number,
  sql: string,
): ColumnType {
  return { name, isArray, ...parameters(name, modifier), sql };
}

function parameters(
  name: string,
  modifier: number,
): Pick<ColumnType, 'precision' | 'scale' | 'length'> {
  if (modifier < 0) return {};
  switch (name) {
    case 'numeric': {
      const packed = modifier - headerBytes;
      // the scale is a signed number of eleven bits
      return { precision: (packed >> 16) & 0xffff, scale: ((packed & 0x7ff) ^ 0x400) - 0x400 };
    }
    case 'varchar':
    case 'bpchar':
      return { length: modifier - headerBytes };
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
      return { precision: modifier };
    default:
      return {};
  }
}

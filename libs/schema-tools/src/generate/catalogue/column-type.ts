import type { ColumnType } from '../model.ts';

/** For types with a length, Postgres adds four bytes of its own to the modifier. */
const headerBytes = 4;

/**
 * Parses a column's type.
 *
 * @param name Postgres's short name; for an array, of its elements
 * @param modifier `pg_attribute.atttypmod`: -1 without parameters. Its meaning depends on the type:
 *   see Postgres's numeric.c, varchar.c and timestamp.c
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
    case 'bit':
    case 'varbit':
      return { length: modifier };
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
      return { precision: modifier };
    default:
      // pgvector's type, in any schema
      return /\.(?:vector|halfvec|sparsevec)$/.test(name) ? { length: modifier } : {};
  }
}

import type { ColumnType } from '../model.ts';

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
    case 'bit':
    case 'varbit':
      return { length: modifier };
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
      return { precision: modifier };
    default:
      // of pgvector, in whatever schema it is
      return /\.(?:vector|halfvec|sparsevec)$/.test(name) ? { length: modifier } : {};
  }
}

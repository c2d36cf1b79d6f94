import type * as z from 'zod';

/** The minimum and maximum of a field. */
export interface Limit {
  readonly least: number;
  readonly most: number;
}

/** The contract's limits for a field. */
export function limitOf(field: z.ZodExactOptional<z.ZodNumber>): Limit {
  const { minValue: least, maxValue: most } = field.unwrap();
  if (least === null || most === null) throw new Error('this field of a contract has no limits');
  return { least, most };
}

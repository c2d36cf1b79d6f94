import type * as z from 'zod';

/** The least and the greatest number that a field takes. */
export interface Limit {
  readonly least: number;
  readonly most: number;
}

/** The limits that a contract sets to a field. */
export function limitOf(field: z.ZodExactOptional<z.ZodNumber>): Limit {
  const { minValue: least, maxValue: most } = field.unwrap();
  if (least === null || most === null) throw new Error('this field of a contract has no limits');
  return { least, most };
}

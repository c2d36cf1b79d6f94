import * as z from 'zod';
import { expected } from './expected.ts';

/**
 * A column whose CHECK lists its values. The schema knows them:
 * `[...SessionsRow.shape.status.values]` is all of them, in the order of the CHECK.
 *
 * @param values at least one
 */
export function oneOf<const Values extends readonly [string | number, ...(string | number)[]]>(
  values: Values,
): z.ZodLiteral<Values[number]> {
  const words = values.map(String);
  const last = words.pop();
  const list = words.length === 0 ? last : `${words.join(', ')} or ${last}`;
  return z.literal(values, { error: expected(`${list}`) });
}

import * as z from 'zod';
import { expected } from './words.ts';

/**
 * A text of some form.
 *
 * @param what the form, as a person would say it
 */
export function textLike(what: string, accepts: (value: string) => boolean) {
  const error = expected(what);
  return z.string({ error }).refine(accepts, { error });
}

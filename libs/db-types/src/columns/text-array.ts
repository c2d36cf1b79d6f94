import * as z from 'zod';
import { expected } from './expected.ts';
import { inWords, text } from './text.ts';

/**
 * `text[]`: a list of texts. Postgres would also take NULL as an element and lists in lists;
 * the type that apps see has neither.
 */
export const textArray = z.array(text, { error: expected('a list of texts') });

/** `text[]` with a CHECK on how many there are. */
export function limitedTextArray(least: number, most = Number.POSITIVE_INFINITY) {
  return textArray.refine((list) => list.length >= least && list.length <= most, {
    error: ({ input }) =>
      `expected a list of ${inWords(least, most, 'elements')}, got ${Array.isArray(input) ? input.length : 'none'}`,
  });
}

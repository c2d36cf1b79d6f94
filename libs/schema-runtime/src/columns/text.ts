import * as z from 'zod';
import { expected, limit } from './words.ts';

/**
 * With the `u` flag a pair of surrogates is one character, so this finds the lone ones.
 * `isWellFormed` says the same, and React Native's engine may not have it.
 */
const loneSurrogate = /[\ud800-\udfff]/u;

/** Why Postgres cannot store this text; undefined if it can. */
export function whyNotText(value: string): string | undefined {
  if (value.includes('\0')) return 'a NUL character, which Postgres cannot store';
  if (loneSurrogate.test(value)) return 'a lone surrogate, which is not a character';
  return undefined;
}

// Calls are marked as pure, so a bundler leaves out unused schemas.

/** `text`: any text that Postgres can store. */
export const text = /* @__PURE__ */ z
  .string({ error: expected('text') })
  .refine((value) => whyNotText(value) === undefined, {
    error: ({ input }) => `the text holds ${whyNotText(String(input))}`,
  });

/**
 * `text` with a CHECK on its length.
 *
 * @param least @param most characters, which Postgres counts as code points
 */
export function limitedText(least: number, most = Number.POSITIVE_INFINITY) {
  return text.refine(
    (value) => {
      // no code point has more than two units: most texts need no count
      if (value.length <= most && value.length >= 2 * least) return true;
      const length = Array.from(value).length;
      return length >= least && length <= most;
    },
    {
      params: limit,
      error: ({ input }) =>
        `expected text of ${inWords(least, most, 'characters')}, got ${Array.from(String(input)).length}`,
    },
  );
}

/**
 * `text[]`: a list of texts. Postgres would also take NULL as an element and lists in lists;
 * the type that apps see has neither.
 */
export const textArray = /* @__PURE__ */ z.array(text, {
  error: /* @__PURE__ */ expected('a list of texts'),
});

/** `text[]` with a CHECK on how many there are. */
export function limitedTextArray(least: number, most = Number.POSITIVE_INFINITY) {
  return textArray.refine((list) => list.length >= least && list.length <= most, {
    params: limit,
    error: ({ input }) =>
      `expected a list of ${inWords(least, most, 'elements')}, got ${Array.isArray(input) ? input.length : 'none'}`,
  });
}

/** `1 to 200 characters`. */
function inWords(least: number, most: number, things: string): string {
  if (!Number.isFinite(most)) return `at least ${least} ${things}`;
  return least > 0 ? `${least} to ${most} ${things}` : `at most ${most} ${things}`;
}

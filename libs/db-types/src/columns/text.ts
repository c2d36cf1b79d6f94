import * as z from 'zod';
import { expected } from './expected.ts';

/**
 * With the `u` flag a pair of surrogates is one character, so this finds the lone ones.
 * `isWellFormed` says the same, and React Native's engine may not have it.
 */
const loneSurrogate = /[\ud800-\udfff]/u;

/** Why Postgres cannot store this text; undefined if it can. */
export function whyNotText(value: string): string | undefined {
  if (value.includes('\0')) return 'a NUL character, which Postgres cannot store';
  if (loneSurrogate.test(value)) return 'half of a surrogate pair, which is no character';
  return undefined;
}

/** `text`: any text that Postgres can store. */
export const text = z
  .string({ error: expected('text') })
  .refine((value) => whyNotText(value) === undefined, {
    error: ({ input }) => `the text holds ${whyNotText(String(input))}`,
  });

/** Makes the message for a value that a schema refuses. */
export type Message = (issue: { readonly code?: string; readonly input?: unknown }) => string;

/** Marks the issue of a check that a newer app may have relaxed, as Zod's own `too_big` is. */
export const limit = { limit: true };

/** How much of a wrong value an error message quotes, in characters. */
const quoted = 40;

/**
 * The message of a schema that got something else: `expected a date such as 2026-02-22, got
 * "tomorrow"`.
 *
 * @param what the thing expected, as a person would say it
 */
export function expected(what: string): Message {
  return ({ input }) => `expected ${what}, got ${describe(input)}`;
}

/** A value in the words of an error message, a long one cut short. */
export function describe(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  switch (typeof input) {
    case 'string':
      return JSON.stringify(input.length > quoted ? `${input.slice(0, quoted)}…` : input);
    case 'object':
      return input === null ? 'null' : 'an object';
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(input);
    default:
      return `a ${typeof input}`;
  }
}

/** `squat, bench or deadlift` */
export function either(words: readonly (string | number)[]): string {
  const others = [...words];
  const last = others.pop();
  return others.length === 0 ? `${last}` : `${others.join(', ')} or ${last}`;
}

import type * as z from 'zod';
import { describe, type Message } from '../columns/words.ts';

/** How many unknown keys a message names. */
const named = 5;
/** How much of an unknown key a message quotes, in UTF-16 code units. */
const quoted = 40;

interface Issue {
  readonly code?: string;
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

/** `is missing`, or `must be a number, not "5"`: for a value of the wrong type. */
export function wrongType(what: string, { input }: Issue): string {
  return input === undefined ? 'is missing' : `must be ${what}, not ${describe(input)}`;
}

/** The message of a schema that can only be wrong in one way. */
export function mustBe(what: string): Message {
  return (issue) => wrongType(what, issue);
}

/** The message of a strict object: what is not in its shape is an error. */
export function objectError(issue: Issue): string {
  return issue.code === 'unrecognized_keys'
    ? unknownKeys(issue.keys ?? [])
    : wrongType('an object', issue);
}

function unknownKeys(keys: readonly string[]): string {
  const names = keys
    .slice(0, named)
    .map((key) => JSON.stringify(key.length > quoted ? `${key.slice(0, quoted)}…` : key));
  const more = keys.length > named ? ` and ${keys.length - named} more` : '';
  return `has ${keys.length === 1 ? 'an unknown key' : 'unknown keys'} ${names.join(', ')}${more}`;
}

/**
 * What is wrong with a document, a sentence an issue: `block1.heavy.pct must be between 0.4 and
 * 1.05`, `[3].weight_grams is missing`, and `the value must be a list, not null` of the whole.
 *
 * @param error of a contract's `safeParse` or `parse`
 */
export function contractErrors(error: {
  readonly issues: readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[];
}): string[] {
  return error.issues.map(({ path, message }) => `${toPath(path)} ${message}`);
}

function toPath(path: readonly PropertyKey[]): string {
  let said = '';
  for (const step of path) {
    if (typeof step === 'string' && /^[\w$]+$/.test(step)) {
      said += said === '' ? step : `.${step}`;
    } else {
      said += typeof step === 'number' ? `[${step}]` : `[${JSON.stringify(String(step))}]`;
    }
  }
  return said === '' ? 'the value' : said;
}

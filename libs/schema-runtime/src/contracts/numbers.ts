import * as z from 'zod';
import { wholeNumber as anyWholeNumber } from '../columns/numbers.ts';
import type { Message } from '../columns/words.ts';
import { brokenStep } from './broken.ts';
import { wrongType } from './errors.ts';
import { addRule } from './rules.ts';

/*
 * Numbers are JSON numbers: "5" is not 5, NaN and the infinities are none, and 1e400, which
 * JavaScript reads as infinity, is refused. 5.0 and 5 are the same number, and -0 is 0: it is
 * taken wherever 0 is, and Postgres stores 0.
 */

function numberError(what: string, least: number, most: number): Message {
  return (issue) =>
    issue.code === 'invalid_type' ? wrongType(what, issue) : `must be between ${least} and ${most}`;
}

/** A number from `least` to `most`, both included. */
export function number(least: number, most: number) {
  const error = numberError('a number', least, most);
  return z.number({ error }).gte(least, { error, abort: true }).lte(most, { error, abort: true });
}

/** A whole number from `least` to `most`, both included; a safe integer at that. */
export function wholeNumber(least: number, most: number) {
  return anyWholeNumber(least, most, numberError('a whole number', least, most));
}

/** A number from `least` to `most` in steps of 0.5, exactly: 8.000000000000002 is none. */
export function halfSteps(least: number, most: number) {
  const rule = { rule: 'step', step: 0.5 } as const;
  return addRule(number(least, most), rule, brokenStep(rule));
}

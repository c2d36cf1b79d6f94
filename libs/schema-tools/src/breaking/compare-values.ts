import type { NumberNode, OneOfNode, TextNode } from '../contracts/contract-node.ts';
import { differing } from './differing.ts';
import type { Place } from './place.ts';
import type { RuleId } from './rules.ts';

/** Compares the numbers of a contract. */
export function compareNumbers(old: NumberNode, now: NumberNode, place: Place): void {
  compareLimits(old, now, '', place);
  if (old.step === now.step) return;
  const words = ({ step }: NumberNode) => (step === undefined ? 'any number' : `steps of ${step}`);
  const says = `${words(now)} now, and ${words(old)} before`;
  if (!isMultiple(old.step, now.step)) place.tell('json-range-narrow', says);
  if (!isMultiple(now.step, old.step)) place.tell('json-range-widen', says);
}

/**
 * Whether every multiple of one step is a multiple of the other. Without a step, every number is.
 */
export function isMultiple(step: number | undefined, of: number | undefined): boolean {
  if (of === undefined) return true;
  return step !== undefined && Number.isInteger(Number((step / of).toFixed(9)));
}

/** Compares the texts of a contract. */
export function compareTexts(old: TextNode, now: TextNode, place: Place): void {
  compareLimits(old, now, ' characters', place);
  const { gained, lost } = differing(formsOf(old), formsOf(now));
  if (gained.length > 0) place.tell('json-range-narrow', `must be ${gained.join(' and ')} now`);
  if (lost.length > 0) {
    place.tell('json-range-widen', `need not be ${lost.join(' and ')} any more`);
  }
}

function formsOf({ pattern, isDay, forms = [] }: TextNode): string[] {
  return [
    ...(isDay ? ['a day of the calendar'] : []),
    ...(pattern === undefined ? [] : [pattern]),
    ...forms.map((one) =>
      one.form === 'matches' ? (one.name ?? one.written) : `${one.form} ${one.text}`,
    ),
  ];
}

interface Limits {
  readonly least?: number;
  readonly most?: number;
}

/** @param noun the counted thing, with a space before it; empty for numbers themselves */
export function compareLimits(
  { least: from = 0, most: to = Infinity }: Limits,
  { least = 0, most = Infinity }: Limits,
  noun: string,
  place: Place,
): void {
  const range = (low: number, high: number) =>
    high === Infinity ? `from ${low} on` : `${low} to ${high}`;
  const says = `${range(least, most)}${noun} now, and ${range(from, to)} before`;
  if (least < from || most > to) place.tell('json-range-widen', says);
  if (least > from || most < to) place.tell('json-range-narrow', says);
}

/** Compares lists of values. */
export function compareWords(old: OneOfNode, now: OneOfNode, place: Place): void {
  const { gained, lost } = differing(old.values, now.values);
  if (gained.length > 0) place.tell('word-add', `may be ${inWords(gained)} now`);
  if (lost.length > 0) place.tell('word-no-delete', `may not be ${inWords(lost)} any more`);
}

/** Finds the words of a list that a number or a text cannot be. */
export function compareWithRange(
  { values }: OneOfNode,
  range: NumberNode | TextNode,
  rule: RuleId,
  place: Place,
): void {
  const others = values.filter((value) => !fits(range, value));
  if (others.length === 0) return;
  const says = rule === 'word-add' ? 'may stand there now' : 'is not taken any more';
  place.tell(rule, `${inWords(others)}: ${says}`);
}

function inWords(values: OneOfNode['values']): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

/** Whether a value may be one of these; a value with a format counts as none. */
function fits(range: NumberNode | TextNode, value: OneOfNode['values'][number]): boolean {
  if (range.kind === 'number') {
    return (
      typeof value === 'number' &&
      value >= range.least &&
      value <= range.most &&
      isMultiple(value, range.step)
    );
  }
  if (typeof value !== 'string' || formsOf(range).length > 0) return false;
  const { least = 0, most = Infinity } = range;
  const length = Array.from(value).length;
  return length >= least && length <= most;
}

import { ActualSet } from '@parakeet/db-types';
import { readCount, readDecimal } from './decimal.ts';
import { readWeight, showWeight, type Units } from './weight.ts';

/** The text of a field: its value, or its error in words. */
export type Typed<Value> =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

const { weight_grams, reps_completed, rpe_actual } = ActualSet.shape;

/** A set's weight: any whole gram that the contract allows. */
export function typedWeight(text: string, units: Units): Typed<number> {
  if (text.trim() === '') return { problem: 'Type a weight; 0 is an empty hand.' };
  const value = readWeight(text, units);
  if (value === undefined) return { problem: notUnderstood(text, `82.5 ${units.unit}`) };
  if (weight_grams.safeParse(value).success) return { value };
  return { problem: `A weight is at most ${showWeight(1_000_000, units)}.` };
}

/** Reps of a set; 0 is a failed one. */
export function typedReps(text: string): Typed<number> {
  if (text.trim() === '') return { problem: 'Type the reps; 0 is a failed set.' };
  const value = readCount(text);
  if (value === undefined) return { problem: notUnderstood(text, '5') };
  if (reps_completed.safeParse(value).success) return { value };
  return { problem: 'A set has at most 100 reps.' };
}

/** An RPE; an empty text means unknown. */
export function typedRpe(text: string): Typed<number | null> {
  if (text.trim() === '') return { value: null };
  const value = readDecimal(text)?.value;
  if (value === undefined) return { problem: notUnderstood(text, '8.5') };
  if (rpe_actual.safeParse(value).success) return { value };
  return { problem: 'RPE goes from 1 to 10 in steps of 0.5.' };
}

/** A number between two others; null for an empty text. */
export function typedNumber(
  text: string,
  { least, most, isWhole = false }: Readonly<{ least: number; most: number; isWhole?: boolean }>,
): Typed<number | null> {
  if (text.trim() === '') return { value: null };
  const value = isWhole ? readCount(text) : readDecimal(text)?.value;
  if (value === undefined) return { problem: notUnderstood(text, String(least)) };
  if (value < least || value > most) return { problem: `From ${least} to ${most}.` };
  return { value };
}

/** A required number. */
export function required(typed: Typed<number | null>): Typed<number> {
  if (typed.problem !== undefined) return typed;
  return typed.value === null || typed.value === undefined
    ? { problem: 'Type a number.' }
    : { value: typed.value };
}

function notUnderstood(text: string, example: string): string {
  return `“${text.trim().slice(0, 20)}” is not understood. Write it as ${example}.`;
}

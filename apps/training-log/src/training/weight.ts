import { readDecimal, showNumber } from './decimal.ts';

/** The unit of a lifter, and the step that their plates allow. */
export interface Units {
  readonly unit: 'kg' | 'lb';
  /** The lightest plate, in grams. */
  readonly plate: number;
}

export const kilograms: Units = { unit: 'kg', plate: 1250 };
/** What an empty bar weighs, in grams. */
export const emptyBar = 20_000;
/** The international avoirdupois pound, in grams (NIST Special Publication 811, appendix B). */
const pound = 453.59237;

/** One of the lifter's unit, in grams. */
export function unitGrams({ unit }: Units): number {
  return unit === 'kg' ? 1000 : pound;
}

/** Grams as the lifter reads them: `142.5 kg`, in the lifter's locale. */
export function showWeight(grams: number, units: Units, locale?: string): string {
  return `${weightNumber(grams, units, locale)} ${units.unit}`;
}

/** Grams as a number without the unit, for a field. In kg it is exact. */
export function weightNumber(grams: number, units: Units, locale?: string): string {
  return showNumber(grams / unitGrams(units), locale, units.unit === 'kg' ? 3 : 2);
}

/**
 * Reads a typed weight, such as `141,2`, `180 kg` or `225 lb`, as whole grams. Without a unit it is
 * in the lifter's.
 *
 * @returns undefined where it is no weight, or finer than a gram
 */
export function readWeight(typed: string, { unit }: Units): number | undefined {
  const found = /^(.*?)\s*(kgs?|kilos?|lbs?|pounds?)?\.?$/iu.exec(typed.trim());
  const decimal = readDecimal(found?.[1] ?? '');
  if (decimal === undefined) return undefined;
  const typedUnit = found?.[2]?.slice(0, 1).toLowerCase() ?? unit.slice(0, 1);
  if (typedUnit !== 'k') return Math.round(decimal.value * pound);
  return decimal.digits > 3 ? undefined : Math.round(decimal.value * 1000);
}

/** To the nearest weight that plates make: one of the lightest on either side is the step. */
export function toPlates(grams: number, { plate }: Units): number {
  return Math.round(grams / (2 * plate)) * 2 * plate;
}

/** A step up (1) or down (-1) to a weight that plates make, never below nothing. */
export function nextPlate(grams: number, direction: 1 | -1, { plate }: Units): number {
  const steps = grams / (2 * plate);
  const next = direction === 1 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1;
  return Math.max(0, next * 2 * plate);
}

const kgPlates = [25_000, 20_000, 15_000, 10_000, 5000, 2500, 1250, 500, 250];
const lbPlates = [45, 35, 25, 10, 5, 2.5, 1.25].map((weight) => Math.round(weight * pound));

/** What is loaded on each side of the bar, the heaviest first. */
export interface Loading {
  readonly perSide: readonly number[];
  /** Grams that no plate makes, of the whole bar. */
  readonly missing: number;
}

/**
 * The plates on each side of an empty bar; undefined below the bar's weight.
 *
 * @param grams of the whole bar
 */
export function platesPerSide(grams: number, units: Units): Loading | undefined {
  if (grams < emptyBar) return undefined;
  let left = (grams - emptyBar) / 2;
  const perSide: number[] = [];
  const plates = units.unit === 'kg' ? kgPlates : lbPlates;
  // a pound's plates are whole grams only nearly
  const slack = units.unit === 'kg' ? 0 : 15;
  for (const plate of plates.filter((one) => one + slack >= units.plate)) {
    while (left + slack >= plate) {
      perSide.push(plate);
      left -= plate;
    }
  }
  return { perSide, missing: Math.abs(left) <= slack ? 0 : Math.round(left * 2) };
}

// Where an axis has its marks: round numbers, and the first days of months or days in between.

/** A mark of an axis, and the place of a value on it: from 0 to 1. */
export interface Axis {
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

/**
 * An axis of numbers with at most six steps of 1, 2 or 5, or ten times as much, and so on.
 *
 * @param unit of how many of the values one is made, as a kilogram of 1000 grams
 */
export function numberAxis(values: readonly number[], unit: number): Axis {
  const { least, most } = rangeOf(values);
  const rough = Math.max((most - least) / unit / 4, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power * unit;
  const room = least === most ? 1 : 0;
  const from = (Math.floor(least / step) - room) * step;
  const to = (Math.ceil(most / step) + room) * step;
  const ticks = Array.from(
    { length: Math.round((to - from) / step) + 1 },
    (_, index) => from + index * step,
  );
  return { ticks, place: (value) => (value - from) / (to - from) };
}

/** An axis of moments, in milliseconds, with four marks at most. */
export interface TimeAxis extends Axis {
  /** Marks are the first days of months. */
  readonly isOfMonths: boolean;
}

const most = 4;
const dayMs = 86_400_000;
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120];

/** The marks are moments of the lifter's calendar. */
export function timeAxis(times: readonly number[]): TimeAxis {
  const { least: from, most: to } = rangeOf(times);
  const place = (time: number) => (to === from ? 0.5 : (time - from) / (to - from));
  const isOfMonths = to - from > 90 * dayMs;
  if (!isOfMonths) return { ticks: daysBetween(from, to), place, isOfMonths };
  const step = monthSteps.find((one) => monthsBetween(from, to, one).length <= most);
  return { ticks: step === undefined ? [] : monthsBetween(from, to, step), place, isOfMonths };
}

function rangeOf(values: readonly number[]): { least: number; most: number } {
  // not as arguments of one call, which are limited
  return {
    least: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    most: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}

/** The first days of every such month that lie between two moments. */
function monthsBetween(from: number, to: number, step: number): number[] {
  const first = new Date(from);
  const found: number[] = [];
  for (let month = Math.ceil(first.getMonth() / step) * step; ; month += step) {
    const time = new Date(first.getFullYear(), month, 1).getTime();
    if (time > to) return found;
    if (time >= from) found.push(time);
  }
}

/** Moments some whole days apart, both ends included where they are. */
function daysBetween(from: number, to: number): number[] {
  const days = Math.round((to - from) / dayMs);
  const step = Math.max(1, Math.ceil(days / (most - 1)));
  const found: number[] = [];
  for (let day = 0; day * dayMs <= to - from; day += step) found.push(from + day * dayMs);
  return found;
}

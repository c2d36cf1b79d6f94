import { numbers } from '../generate/catalogue/limits.ts';

/** Units at the end of a name, in words. */
const units: Readonly<Record<string, string>> = {
  bpm: 'beats per minute',
  kg: 'kilograms',
  km: 'kilometres',
  ms: 'milliseconds',
  ...Object.fromEntries(
    [
      'bytes',
      'cents',
      'days',
      'grams',
      'hours',
      'kilograms',
      'meters',
      'metres',
      'milliseconds',
      'minutes',
      'months',
      'seconds',
      'weeks',
      'years',
    ].map((one) => [one, one]),
  ),
};

/** The unit of a number, if its column's name contains it: `rest_seconds`, `sets_per_week`. */
export function unitOf(name: string, type: string): string | undefined {
  if (!numbers.has(type)) return undefined;
  const rate = /(?:^|_)([a-z]+)_per_([a-z]+)$/.exec(name);
  return rate ? `${rate[1]} per ${rate[2]}` : units[name.split('_').at(-1) ?? ''];
}

import { readWholeNumber } from '@parakeet/command-kit';

/**
 * The whole number that a variable of the environment holds, if it is set.
 *
 * @throws Error if it holds something else
 */
export function wholeNumberOf(name: string, min: number, max: number): number | undefined {
  const given = process.env[name];
  if (given === undefined) return undefined;
  const number = readWholeNumber(given, min, max);
  if (number !== undefined) return number;
  throw new Error(`${name} is no whole number from ${min} to ${max}: ${JSON.stringify(given)}`);
}

import { readWholeNumber } from '@parakeet/command-kit';

/**
 * The whole number in a variable of the environment, if it is set.
 *
 * @throws Error for another value
 */
export function wholeNumberOf(name: string, min: number, max: number): number | undefined {
  const given = process.env[name];
  if (given === undefined) return undefined;
  const number = readWholeNumber(given, min, max);
  if (number !== undefined) return number;
  throw new Error(`${name} is no whole number from ${min} to ${max}: ${JSON.stringify(given)}`);
}

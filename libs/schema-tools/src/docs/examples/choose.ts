import { secretsIn, sensitiveName } from '../../lint/secrets.ts';

/** As long as a value may be to be shown whole. */
export const longest = 160;

/** What is longer is read only so far. */
export const cutAt = 2000;

/**
 * Chooses the value that stands for a column: of those of fitting length the one in the middle, so
 * that neither an empty list nor the oddest value does.
 *
 * @param values each value once
 * @returns undefined where no value may be shown
 */
export function chooseExample(column: string, values: readonly string[]): string | undefined {
  if (isSensitive.test(column)) return undefined;
  const shown = values.filter((one) => one.trim() !== '' && !looksSecret(one));
  const telling = shown.filter((one) => one !== '{}' && one !== '[]');
  const candidates = telling.length > 0 ? telling : shown;
  const short = candidates.filter((one) => one.length <= longest);
  if (short.length === 0) return candidates.toSorted(byLength)[0];
  return short.toSorted(byLength)[Math.floor(short.length / 2)];
}

const isSensitive = new RegExp(sensitiveName, 'i');

function byLength(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1);
}

/** A hash of a password, a signed token, or anything as long and as random. */
function looksSecret(value: string): boolean {
  return (
    secretsIn(value).length > 0 ||
    /^\$\w+\$|\beyJ[\w-]{10,}\.[\w-]+\.|\b[0-9a-f]{32,}\b(?!-)/i.test(value) ||
    /(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])(?=[\w+/]*\d)[\w+/]{32,}/.test(value)
  );
}

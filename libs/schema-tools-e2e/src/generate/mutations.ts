import { createRandom } from '@parakeet/db-harness/random';

/** How many changed values there are of each value. */
const changes = 60;

/**
 * Values near given ones: texts with characters left out, doubled, exchanged or put elsewhere,
 * numbers around theirs, lists and objects with their parts changed. The same each time.
 */
export function mutations(values: readonly unknown[]): unknown[] {
  const next = createRandom(values.length);
  const random: Random = (below) => Math.floor(next() * below);
  const alphabet = [...new Set(values.flatMap((value) => Array.from(JSON.stringify(value))))].join(
    '',
  );
  return values.flatMap((value) => [
    value,
    ...Array.from({ length: changes }, () => changed(value, alphabet, random)),
  ]);
}

type Random = (below: number) => number;

function changed(value: unknown, alphabet: string, random: Random): unknown {
  if (typeof value === 'string') return changedText(value, alphabet, random);
  if (typeof value === 'number') return changedNumber(value, random);
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item: unknown) =>
      random(2) === 0 ? item : changed(item, alphabet, random),
    );
    return random(4) === 0 ? items.slice(0, random(items.length + 1)) : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      random(3) === 0 ? null : changed(item, alphabet, random),
    ]);
    return Object.fromEntries(entries);
  }
  return typeof value === 'boolean' ? random(2) === 0 : value;
}

function changedText(text: string, alphabet: string, random: Random): string {
  const characters = Array.from(text);
  const times = 1 + random(3);
  for (let count = 0; count < times; count += 1) {
    const at = random(characters.length + 1);
    const other = (alphabet + '0123456789 -+:,.')[random(alphabet.length + 16)] ?? '0';
    const kind = random(4);
    if (kind === 0) characters.splice(at, 1);
    else if (kind === 1) characters.splice(at, 0, other);
    else if (kind === 2) characters.splice(at, 1, other);
    else characters.splice(at, 0, ...characters.slice(at, at + 1 + random(3)));
  }
  return characters.join('');
}

function changedNumber(value: number, random: Random): number {
  const by = [1, 0.5, 10 ** (random(40) - 20), 2 ** -(10 + random(60))][random(4)] ?? 1;
  return (
    [value + by, value - by, value * 10 ** (random(9) - 4), -value, Math.trunc(value)][random(5)] ??
    value
  );
}

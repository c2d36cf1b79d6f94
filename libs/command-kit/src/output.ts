import { styleText } from 'node:util';

/** Prints rows of a name and a text; the texts are aligned. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, text]) => `  ${styleText('dim', name.padEnd(width))}  ${text}\n`)
    .join('');
}

/** A duration for people: `0.4 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `1 row`, `2 rows`. */
export function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  const ending = noun.endsWith('ch') ? 'es' : 's';
  return `${number} ${noun.endsWith('y') ? noun.replace(/y$/, 'ies') : noun + ending}`;
}

/** How similar a table's or a function's name must be before PostgREST hints at it. */
export const likely = 0.75;

/**
 * The most similar name, if it is similar enough: it shares three characters in a row, or else two,
 * and few characters differ.
 *
 * @param least from 0 to 1: the share of characters that must be the same
 */
export function nearest(
  names: readonly string[],
  wanted: string,
  least = 0.33,
): string | undefined {
  const target = wanted.toLowerCase();
  for (const size of [3, 2]) {
    const parts = partsOf(target, size);
    const scored = names
      .filter((name) => partsOf(name.toLowerCase(), size).some((part) => parts.includes(part)))
      .map((name) => ({ name, score: likeness(name.toLowerCase(), target) }))
      .filter(({ score }) => score >= least)
      .toSorted((a, b) => b.score - a.score);
    const [best] = scored;
    if (best) return best.name;
  }
  return undefined;
}

function partsOf(text: string, size: number): string[] {
  const marked = `-${text}-`;
  return Array.from({ length: Math.max(marked.length - size + 1, 1) }, (_, at) =>
    marked.slice(at, at + size),
  );
}

/** 1 for equal texts, 0 if every character differs. */
function likeness(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + change,
        ),
      );
    }
    previous = current;
  }
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - (previous.at(-1) ?? longest) / longest;
}

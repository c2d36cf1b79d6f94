import type { Facts, Relation } from '../facts/facts.ts';

/**
 * The tables that SQL reads, as `public.plans`.
 *
 * @returns undefined if it reads an unknown one
 */
export function relatedTo(sql: string, { relations }: Facts): string[] | undefined {
  const found = new Set<string>();
  const named = sql.matchAll(
    /(?<!\bdistinct\s+)\b(?:from|join|update|insert\s+into)\s+(?:only\s+)?([\w."]+)\s*(\(?)/gi,
  );
  for (const [, name = '', call] of named) {
    // functions that return rows, parts of a date, and words of a trigger
    if (call !== '' || /^(?:new|old)\b|^(?:or|on|of)$/i.test(name)) continue;
    const whole = Object.keys(relations).find((one) => one === name || one === `public.${name}`);
    if (whole === undefined) return undefined;
    found.add(whole);
  }
  return [...found];
}

/** The columns of a relation that SQL may name. */
export function columnsIn(sql: string, { columns }: Relation): string[] {
  const names = new Set(
    Array.from(sql.matchAll(/"((?:[^"]|"")+)"|[\w$]+/g), ([word, quoted]) =>
      quoted === undefined ? word.toLowerCase() : quoted.replaceAll('""', '"'),
    ),
  );
  return Object.keys(columns).filter((column) => names.has(column));
}

/** Columns of a relation, each with its type. */
export function typesOf(
  names: readonly string[],
  { columns }: Relation,
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, columns[name]?.type ?? 'text']));
}

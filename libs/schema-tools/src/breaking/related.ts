import type { Facts } from '../facts/facts.ts';

/**
 * The tables that SQL looks into, as `public.plans`.
 *
 * @returns undefined where it looks into something that is not known
 */
export function relatedTo(sql: string, { relations }: Facts): string[] | undefined {
  const found = new Set<string>();
  const named = sql.matchAll(
    /(?<!\bdistinct\s+)\b(?:from|join|update|insert\s+into)\s+(?:only\s+)?([\w."]+)\s*(\(?)/gi,
  );
  for (const [, name = '', call] of named) {
    // a function of rows, a part of a date, and the words of a trigger
    if (call !== '' || /^(?:new|old)\b|^(?:or|on|of)$/i.test(name)) continue;
    const whole = Object.keys(relations).find((one) => one === name || one === `public.${name}`);
    if (whole === undefined) return undefined;
    found.add(whole);
  }
  return [...found];
}

import { parse } from 'postgres-array';

/**
 * Reads the text of a Postgres array, such as `{a,"b c",NULL}`, with the elements as
 * `element` reads them. NULL stays null, at any depth.
 */
export function parseArray(text: string, element: (text: string) => unknown): unknown[] {
  return parse(text, element);
}

/** Writes a list as the text of a Postgres array, with the elements as `element` writes them. */
export function arrayText(list: readonly unknown[], element: (value: unknown) => string): string {
  const elements = list.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return arrayText(value, element);
    // quoted, whatever it is: a quoted number is a number still, and "NULL" is a text
    return `"${element(value).replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${elements.join(',')}}`;
}

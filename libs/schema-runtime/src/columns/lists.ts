import * as z from 'zod';
import { expected } from './words.ts';

/**
 * An array: a list of its elements. Postgres would also take NULL as an element and lists in
 * lists; the type that apps see has neither.
 */
export function listOf<Element extends z.ZodType>(element: Element) {
  return z.array(element, { error: expected('a list') });
}

/**
 * An array of several dimensions, such as `integer[][]`: lists in lists. The Supabase CLI types it
 * as a list of its elements, and so does this.
 */
export function nestedListOf<Element extends z.ZodType>(element: Element) {
  const accepts = (value: unknown): boolean =>
    Array.isArray(value) ? isEven(value) && value.every(accepts) : element.safeParse(value).success;
  return z.custom<z.output<Element>[]>((value) => Array.isArray(value) && accepts(value), {
    error: expected('lists in a list, all of the same length'),
  });
}

/** Whether all are lists of the same length, or none is: Postgres has no other arrays. */
function isEven(list: readonly unknown[]): boolean {
  const lengths = new Set(list.map((one) => (Array.isArray(one) ? one.length : -1)));
  return lengths.size <= 1 && !lengths.has(0);
}

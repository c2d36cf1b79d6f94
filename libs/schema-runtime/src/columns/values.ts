import * as z from 'zod';
import { either, expected, type Message } from './words.ts';

// Calls are marked as pure, so a bundler leaves out unused schemas.

/** `boolean`: true or false; not the words that Postgres would take for them. */
export const boolean = /* @__PURE__ */ z.boolean({
  error: /* @__PURE__ */ expected('true or false'),
});

/**
 * Five groups of hexadecimal digits, as Postgres writes it, in either case. The version digit may
 * be anything, as in Postgres; `z.uuid()` would refuse many of those.
 *
 * @param message makes the error message from the words for a UUID
 */
export function uuidWith(message: (what: string) => Message) {
  return z.guid({ error: message('a UUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff') });
}

/** `uuid`. */
export const uuid = /* @__PURE__ */ uuidWith(expected);

/**
 * A column whose CHECK lists its values. The schema knows them:
 * `[...SessionsRow.shape.status.values]` is all of them, in the order of the CHECK.
 *
 * @param values at least one
 */
export function oneOf<const Values extends readonly [string | number, ...(string | number)[]]>(
  values: Values,
): z.ZodLiteral<Values[number]> {
  return z.literal(values, { error: expected(either(values)) });
}

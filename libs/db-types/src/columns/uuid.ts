import * as z from 'zod';
import { expected } from './expected.ts';

/**
 * `uuid`: five groups of hexadecimal digits, as Postgres writes it, in either case. The
 * version digit may be anything, as in Postgres; `z.uuid()` would refuse many of those.
 */
export const uuid = z.guid({
  error: expected('a UUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff'),
});

import * as z from 'zod';
import { expected } from './expected.ts';

/** `boolean`: true or false; not the words that Postgres would take for them. */
export const boolean = z.boolean({ error: expected('true or false') });

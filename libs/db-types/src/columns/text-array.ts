import * as z from 'zod';
import { expected } from './expected.ts';
import { text } from './text.ts';

/**
 * `text[]`: a list of texts. Postgres would also take NULL as an element and lists in lists;
 * the type that apps see has neither.
 */
export const textArray = z.array(text, { error: expected('a list of texts') });

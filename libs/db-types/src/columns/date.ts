import * as z from 'zod';
import { expected } from './expected.ts';

const error = expected('a day of the calendar such as 2026-02-22');

/**
 * `date`: a day that the calendar has, from 0001-01-01 to 9999-12-31. The day's other
 * spellings, years past these and `infinity` are nothing that apps write, though Postgres
 * would take them.
 */
export const date = z.iso
  .date({ error, abort: true })
  // before the year 1 came the year 1 BC
  .refine((value) => !value.startsWith('0000'), { error });

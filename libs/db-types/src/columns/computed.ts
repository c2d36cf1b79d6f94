import * as z from 'zod';

/** A column that Postgres computes or counts up itself: an INSERT or UPDATE leaves it out. */
export const computed = z.never({ error: 'Postgres writes this column itself: leave it out' });

import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';

/** The key of the lock in the target: arbitrary, and the same in every version. */
const lockClass = 7_201_006;

/**
 * Takes the lock of backfills; it is released when the session ends.
 *
 * @throws ToolError if another one holds it
 */
export async function lockBackfill(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1, 1) as taken',
    [lockClass],
  );
  if (rows[0]?.taken !== true) {
    throw new ToolError('Another backfill works on this database.', {
      next: 'This one changed nothing. A killed one ends soon after its last batch.',
    });
  }
}

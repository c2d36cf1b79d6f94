import { describe, expect, it } from 'vitest';
import { events, positions, pushMended, pushThrough, shapes } from './outcomes.ts';
import { first, second, withPushTarget } from './target.ts';

const isWhole = process.env['PARAKEET_PUSH_OUTCOMES'] === 'all';

/** Every event meets every shape and every position once in three; the whole is asked for. */
const cases = events.flatMap((event, row) =>
  shapes.flatMap((shape, column) =>
    positions.map((position) => ({
      event,
      shape,
      position,
      sampled: position === (row + column) % 3 && column === row % 3,
    })),
  ),
);

const codes: Readonly<Record<(typeof events)[number], number | null>> = {
  'an SQL error': 1,
  'Ctrl-C': 130,
  'kill -9 of push': null,
  'a kill of the CLI': 1,
  'a terminated server process': 1,
  'a target out of reach': 3,
  'a lock that is never free': 1,
};

describe('the account of a push is what is true on the target', () => {
  for (const { event, shape, position, sampled } of cases) {
    if (!sampled && !isWhole) continue;
    it(`after ${event} at statement ${position + 1} of a file of ${shape}`, async () => {
      await withPushTarget(async (target) => {
        const { code, stderr, told, real } = await pushThrough(target, shape, position, event);
        expect(code, stderr).toBe(codes[event]);
        if (event === 'a target out of reach') {
          expect(stderr).toContain('cannot be learned');
          expect(stderr).toContain(`sent last, outcome not known\n    ${first}_step_1.sql`);
          expect(stderr).toContain('npx nx run db-schema:push --dry-run');
        } else if (event !== 'kill -9 of push') {
          expect(told, stderr).toEqual(real);
        }
        // what a file of more than one transaction leaves is what stood before the statement
        if (shape === 'one transaction') expect(real.objects).toEqual([]);
        if (shape !== 'one transaction' && event === 'an SQL error') {
          expect(real.objects).toHaveLength(position);
        }
        const again = await pushMended(target, shape);
        expect(again.code, again.said).toBe(0);
        expect(await target.history()).toEqual([first, second]);
      });
    });
  }
});

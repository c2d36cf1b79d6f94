import { describe, expect, it } from 'vitest';
import { testServer } from '@parakeet/db-harness';
import { succeeds } from '@parakeet/db-harness/expectations';
import { events, positions, pushMended, pushThrough, shapes } from './outcomes.ts';
import { first, second, withPushTarget } from './target.ts';

const isWhole = process.env['PARAKEET_PUSH_OUTCOMES'] === 'all';

/** The gate runs the proofs on two servers: each of them has every other event. */
const share = testServer().engine === 'embedded' ? 0 : 1;

/**
 * Of a usual run: an event with one shape at one position, so that each shape and each position
 * has its turn. The whole is asked for: `npx nx run schema-tools-e2e:push-outcomes`.
 */
const cases = events.flatMap((event, row) =>
  shapes.flatMap((shape, column) =>
    positions.map((position) => ({
      event,
      shape,
      position,
      sampled: row % 2 === share && column === row % 3 && position === (row + column) % 3,
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
          expect(stderr).toContain('cannot be read');
          expect(stderr).toContain(`sent last, outcome not known\n    ${first}_step_1.sql`);
          expect(stderr).toContain('npx nx run db-schema:push --dry-run');
        } else if (event !== 'kill -9 of push') {
          expect(told, stderr).toEqual(real);
        }
        // a file with several transactions leaves everything before the failed statement
        if (shape === 'one transaction') expect(real.objects).toEqual([]);
        if (shape !== 'one transaction' && event === 'an SQL error') {
          expect(real.objects).toHaveLength(position);
        }
        const again = await pushMended(target, shape);
        expect(again.code, again.stderr).toBe(0);
        expect(await target.history()).toEqual([first, second]);
      });
    });
  }
});

// the server that is stopped is the embedded one, whatever the others are tried on
it.runIf(share === 0 || isWhole)(
  'a target that was stopped is not guessed about, and the push goes on when it is back',
  async () => {
    await withPushTarget(async ({ checkout, write }) => {
      // the server of the checkout itself, which can be stopped
      await succeeds(checkout.run('start'));
      const run = { environment: { PROD_DB_URL: checkout.url } };
      await write(first, 'create table public.a (id int);');
      await write(second, 'create table public.b (id int);\nselect pg_sleep(60);\n');
      const running = checkout.start('push', ['--yes', '--no-observe'], run);
      await running.says(`applying ${second}`);
      await succeeds(checkout.run('stop'));
      const { code, stderr } = await running.outcome;
      expect(code, stderr).toBe(3);
      expect(stderr).toContain('cannot be read');
      expect(stderr).toContain(`sent last, outcome not known\n    ${second}_step_2.sql`);
      expect(stderr).toContain(`seen applied before that\n    ${first}_step_1.sql`);
      await succeeds(checkout.run('start'));
      await write(second, 'create table public.b (id int);');
      const again = await checkout.run('push', ['--yes', '--no-observe'], run);
      expect(again.code, again.stderr).toBe(0);
      expect(again.output).toContain('applied 1 migration to');
    });
  },
);

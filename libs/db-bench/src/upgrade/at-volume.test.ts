import { readMigrationFiles } from '@parakeet/schema-tools';
import { baseTemplate } from '@parakeet/local-supabase';
import { beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { measureUpgrade, type MeasuredUpgrade } from './measure-upgrade.ts';
import { errorsOf, faultsOf, longestOfKinds, upgradeTable } from './report.ts';

// `npx nx run db-bench:upgrades` does the same with half a million logs, and judges the times of
// every migration. This test checks that it still measures correctly.

const blocking = '20300101000000_keep_writers_out.sql';

let measured: MeasuredUpgrade;
beforeAll(async () => {
  measured = await withRunDatabase(
    (database) =>
      measureUpgrade(database, {
        logs: 750,
        baseline: 0.3,
        newest: 3,
        report: () => undefined,
        more: {
          [blocking]: `begin; lock table public.session_logs in share mode; select pg_sleep(2.5); commit;`,
        },
      }),
    baseTemplate,
  );
}, 600_000);

const last = () => {
  const found = measured.migrations.at(-1);
  if (!found) throw new Error('nothing was measured');
  return found;
};

describe('an upgrade while clients read and write', () => {
  it('applies the migrations that it is asked for, on a database with rows in it', async () => {
    const others = (await readMigrationFiles()).slice(-2);
    expect(measured.migrations.map(({ file }) => file)).toEqual([
      ...others
        .map(({ version, name }) => `${version}_${name}.sql`)
        .filter((file) => !measured.unmeasured.includes(file)),
      blocking,
    ]);
    expect(measured.logs).toBeGreaterThanOrEqual(750);
    expect(upgradeTable(measured).split('\n')).toHaveLength(measured.migrations.length + 1);
  });

  it('has every kind of client at work before and meanwhile, and they are refused nothing', () => {
    for (const migration of measured.migrations) {
      const kinds = longestOfKinds(migration);
      expect(kinds.map(({ kind }) => kind)).toEqual(['reader', 'transactions', 'writer']);
      for (const { before, during } of kinds) {
        expect(Math.min(before, during)).toBeGreaterThan(0);
      }
      // except delays by locks, which depend on the moment: the benchmark reports them
      const errors = [...errorsOf([...migration.before, ...migration.during]).keys()];
      expect(errors.filter((error) => !/^(?:40P01|55P03) /.test(error))).toEqual([]);
      expect(migration.looks.count).toBeGreaterThan(10);
    }
  });

  it('finds a migration that blocks writers, for how long, and who waited', () => {
    expect(last().locks).toContainEqual(
      expect.objectContaining({ table: 'session_logs', mode: 'ShareLock' }),
    );
    const faults = faultsOf({ ...measured, migrations: [last()] });
    expect(faults).toContainEqual(
      expect.stringMatching(
        /keep_writers_out\.sql: a client \(writer\) waited \d{4} ms because of it, at "insert log"/,
      ),
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/ShareLock kept the writers of session_logs out for \d{4} ms/),
    );
  });

  it('finds an error that a client saw', () => {
    const [statement] = last().during;
    if (!statement) throw new Error('nothing was sent');
    const deadlock = { ...statement, error: '40P01 deadlock detected' };
    expect(faultsOf({ ...measured, migrations: [{ ...last(), during: [deadlock] }] })).toContain(
      `${blocking}: clients saw 1 × 40P01 deadlock detected`,
    );
  });
});

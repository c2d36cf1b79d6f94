import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillVolume } from '@parakeet/db-schema';
import { readMigrationFiles, replay } from '@parakeet/schema-tools';
import { withClient } from '@parakeet/local-supabase';
import { DatabaseError, type ClientBase } from 'pg';
import { createCheckout } from '@parakeet/db-harness/checkout';
import { watchLocks, type BlockingLock, type LockWatch } from './blocking-locks.ts';
import { createClients } from './clients.ts';
import { startTraffic, type SentStatement, type Traffic } from './traffic.ts';

/** Today in the volume. */
const day = '2026-06-17';

/** The weeks of training of each lifter, and the minimum of logs from them. */
const training = { weeks: 48, logs: 125 };
/**
 * The same for a small run: less training instead of fewer lifters, because the clients share the
 * lifters.
 */
const shortTraining = { weeks: 12, logs: 30 };
/** The most logs of a small run. */
const small = 10_000;

/**
 * How often a push is repeated after it gave up on a lock, before the migration counts as failed.
 */
const mostPushes = 20;

export interface UpgradeOptions {
  /** The minimum of logs in the database. */
  readonly logs: number;
  /** Seconds of measuring the clients before each migration. */
  readonly baseline: number;
  readonly signal?: AbortSignal;
  /** Gets the current step. */
  readonly report: (text: string) => void;
  /**
   * The number of migrations to measure, the newest ones; all if not given. Earlier ones are only
   * applied.
   */
  readonly newest?: number;
  /** Additional migrations to push: file name to text. */
  readonly more?: Readonly<Record<string, string>>;
}

/** The effect of a migration on the clients. */
export interface MeasuredMigration {
  /** The file's name. */
  readonly file: string;
  /** Milliseconds of each push; all but the last gave up on a lock. */
  readonly pushes: readonly number[];
  /** The clients' statements just before and during the push. */
  readonly before: readonly SentStatement[];
  readonly during: readonly SentStatement[];
  readonly locks: readonly BlockingLock[];
  /** The number of looks at the locks, and the longest time between two, in milliseconds. */
  readonly looks: { readonly count: number; readonly longest: number };
}

export interface MeasuredUpgrade {
  readonly logs: number;
  readonly migrations: readonly MeasuredMigration[];
  /** Migrations older than the volume, which fits today's schema. */
  readonly unmeasured: readonly string[];
}

/**
 * Measures an upgrade under load. It brings an empty database to the first migration, fills it, and
 * applies the others one by one with the Supabase CLI, as db-schema:push does. Clients read and
 * write all the time.
 *
 * @param database a database with only the base: its address for the role that migrates, and for a
 *   role that sees all locks
 * @throws Error if a migration fails for another reason than a lock
 */
export async function measureUpgrade(
  database: { readonly ownerUrl: string; readonly adminUrl: string },
  options: UpgradeOptions,
): Promise<MeasuredUpgrade> {
  const url = database.ownerUrl;
  const checkout = await createCheckout();
  const folder = join(checkout.directory, 'supabase/migrations');
  try {
    const files = new Map<string, string>(Object.entries(options.more ?? {}));
    for (const file of checkout.migrations) {
      files.set(file, await readFile(join(folder, file), 'utf8'));
      await rm(join(folder, file));
    }
    const [first = '', ...others] = [...files.keys()].toSorted();
    const asked = others.length - Math.min(options.newest ?? others.length, others.length);
    const push = async (file: string) => {
      await writeFile(join(folder, file), files.get(file) ?? '');
      const began = performance.now();
      const { code, stderr } = await checkout.run('push', ['--yes', '--no-observe'], {
        environment: { PROD_DB_URL: url },
      });
      const took = performance.now() - began;
      const gaveUp = code !== 0 && /SQLSTATE (?:55P03|40P01)/.test(stderr);
      if (code !== 0 && !gaveUp) throw new Error(`${file} was not taken:\n${stderr}`);
      return { took, gaveUp };
    };
    await push(first);
    const each = options.logs > small ? training : shortTraining;
    const all = await readMigrationFiles();
    const apply = async (client: ClientBase, file: string) => {
      await replay(
        client,
        all.filter(({ path }) => basename(path) === file),
      );
      await writeFile(join(folder, file), files.get(file) ?? '');
    };
    const unmeasured: string[] = [];
    const [logs, clients] = await withClient(url, async (client) => {
      for (const file of others.slice(0, asked)) await apply(client, file);
      const fill = () =>
        fillVolume(client, {
          lifters: Math.ceil(options.logs / each.logs),
          weeks: each.weeks,
          until: day,
          ...(options.signal ? { signal: options.signal } : {}),
          onStep: (title, done, steps) => options.report(`${done} of ${steps}  ${title}`),
        });
      for (;;) {
        try {
          const made = await fill();
          return [made['session_logs'] ?? 0, await createClients(client, day)] as const;
        } catch (error) {
          // the volume fits today's schema, but perhaps not a step before a column came or went
          const next = others[asked + unmeasured.length];
          const isMisfit = error instanceof DatabaseError && /^(?:42|23)/.test(error.code ?? '');
          if (!isMisfit || next === undefined) throw error;
          await client.query('rollback');
          options.report(`${next} is not measured: before it, ${error.message}`);
          await apply(client, next);
          unmeasured.push(next);
        }
      }
    });
    const measured = others.slice(asked + unmeasured.length);
    options.report(`${logs} logs; ${clients.length} clients begin`);

    const migrations: MeasuredMigration[] = [];
    const watch = await watchLocks(database.adminUrl);
    const traffic = await startTraffic(url, clients);
    try {
      for (const file of measured) {
        options.signal?.throwIfAborted();
        await traffic.settle();
        traffic.take();
        await sleep(1000 * options.baseline);
        const before = traffic.take();
        const one = await measureOne(file, push, { traffic, watch, report: options.report });
        migrations.push({ ...one, before });
      }
    } finally {
      await Promise.all([traffic.stop(), watch.stop()]);
    }
    return { logs, migrations, unmeasured };
  } finally {
    await checkout.remove();
  }
}

async function measureOne(
  file: string,
  push: (file: string) => Promise<{ took: number; gaveUp: boolean }>,
  {
    traffic,
    watch,
    report,
  }: { traffic: Traffic; watch: LockWatch; report: (text: string) => void },
): Promise<Omit<MeasuredMigration, 'before'>> {
  const pushes: number[] = [];
  let during: SentStatement[] = [];
  watch.take();
  watch.looks();
  for (;;) {
    report(`pushing ${file}${pushes.length > 0 ? `, time ${pushes.length + 1}` : ''}`);
    traffic.take();
    const { took, gaveUp } = await push(file);
    pushes.push(took);
    // running statements count too
    await traffic.settle();
    during = during.concat(traffic.take());
    if (!gaveUp) break;
    if (pushes.length === mostPushes) {
      throw new Error(`${file} did not get its locks in ${mostPushes} pushes`);
    }
  }
  return { file, pushes, during, locks: watch.take(), looks: watch.looks() };
}

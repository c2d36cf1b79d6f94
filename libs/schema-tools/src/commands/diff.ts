import { styleText } from 'node:util';
import { ToolError, workspaceRoot } from '@parakeet/command-kit';
import {
  runCommand,
  serverVersion,
  withThrowaway,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import type pg from 'pg';
import { planAdoption, proveAdoption } from '../drift/adoption.ts';
import { keyOf } from '../drift/drift.ts';
import { driftOf, lookAt, type PlacedDrift } from '../drift/drift-of.ts';
import { withExpected, type Expected } from '../drift/expected.ts';
import { readApplied } from '../drift/applied.ts';
import { formats, isInStep, printed, type Report } from '../drift/report.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { requireMigrationName, writeMigration } from '../migrations/new-migration.ts';
import { shortPath } from '../project/project.ts';
import { closeClient, connectTarget, readTarget, type Target } from '../target/target.ts';
import schema from './diff.schema.json' with { type: 'json' };

/** Exit codes besides 1, which only means drift. */
const [notUnderstood, couldNotLook] = [2, 3];

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const format = options.oneOf('output-format', formats);
  const name = options.text('write');
  const target = await endingWith(
    () => notUnderstood,
    async () => {
      if (name !== undefined) requireMigrationName(name);
      return readTarget(options.text('db-url'), 'compare with');
    },
  );
  const choice = { workspace: workspaceRoot, engine: options.text('engine'), report: step };
  let isPrinted = false;
  const compare = async (client: pg.Client, server: ThrowawayServer) => {
    const files = await readMigrationFiles();
    refuseBlanks(files);
    step(`reading ${target.shown}`);
    const { applied, pending, history, remarks } = await readApplied(client, target, files);
    if (name !== undefined) refusePending(pending);
    const there = lookAt(client);
    // it is told when it is asked for
    there.catch(() => undefined);
    step('applying the same migrations to an empty database');
    return withExpected(server, applied, async (expected) => {
      step('comparing');
      const found = await driftOf(client, expected, { there: await there });
      const report: Report = {
        target: target.shown,
        server: await serverVersion(client),
        applied: applied.length,
        pending,
        history,
        remarks: [...remarks, ...found.remarks],
        drifts: found.drifts,
        compared: found.compared,
        milliseconds: Math.round(performance.now() - began),
      };
      process.stdout.write(printed(report, format));
      isPrinted = true;
      if (name === undefined || found.drifts.length === 0) return isInStep(report) ? 0 : 1;
      return write(name, found.drifts, client, expected, { signal, step });
    });
  };
  return endingWith(
    () => (isPrinted ? 1 : couldNotLook),
    () => withBoth(target, choice, compare),
  );
});

/** Connects to the target while a throwaway server starts, and always closes both. */
async function withBoth(
  target: Target,
  choice: Parameters<typeof withThrowaway>[0],
  use: (client: pg.Client, server: ThrowawayServer) => Promise<number>,
): Promise<number> {
  const settings = '-c default_transaction_read_only=on';
  const connection = connectTarget(target, { application: 'parakeet diff', settings });
  connection.catch(() => undefined);
  try {
    return await withThrowaway(choice, async (server) => use((await connection).client, server));
  } finally {
    await connection.then(
      ({ client }) => closeClient(client),
      () => undefined,
    );
  }
}

/** Sets another exit code than 1 for an error that has none of its own. */
async function endingWith<Result>(
  exitCode: () => number,
  use: () => Promise<Result>,
): Promise<Result> {
  try {
    return await use();
  } catch (cause) {
    if (!(cause instanceof ToolError) || cause.exitCode !== 1) throw cause;
    throw new ToolError(cause.message, { next: cause.next ?? '', cause, exitCode: exitCode() });
  }
}

function refusePending(pending: readonly string[]): void {
  if (pending.length === 0) return;
  throw new ToolError(`No migration was written: ${pending.join(', ')} is not applied there yet.`, {
    next: 'An adoption comes after the applied migrations. Push first, or move the file away.',
    exitCode: 2,
  });
}

/** Writes the migration that adopts the drifts, and lists those that it cannot adopt. */
async function write(
  name: string,
  drifts: readonly PlacedDrift[],
  client: pg.Client,
  expected: Expected,
  { signal, step }: { signal: AbortSignal; step: (text: string) => void },
): Promise<number> {
  const adoption = await planAdoption(drifts, expected);
  for (const { drift, reason } of adoption.refused) {
    process.stderr.write(`${styleText('yellow', '■')} not adopted: ${keyOf(drift)}: ${reason}\n`);
  }
  if (adoption.adopted.length === 0) throw new ToolError('No migration was written.');
  step('proving the migration');
  await proveAdoption(adoption, expected, {
    name,
    signal,
    drift: async () => {
      const built = await expected.look();
      return (await driftOf(client, { ...expected, built }, { places: false })).drifts;
    },
  });
  const file = await writeMigration(name, adoption.text);
  process.stderr.write(`${styleText('green', '✔')} ${shortPath(file)}\n`);
  return adoption.refused.length === 0 ? 0 : 1;
}

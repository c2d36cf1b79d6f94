import { isDeepStrictEqual } from 'node:util';
import { commandLine, ToolError, UsageError } from '@parakeet/command-kit';
import { createEmptyDatabase, runCommand, withThrowaway } from '@parakeet/local-supabase';
import { withGitTree } from '../breaking/git-tree.ts';
import { factsOf, historySince, withHistory, type Surroundings } from '../breaking/history.ts';
import { judge } from '../breaking/judge.ts';
import { readPastContracts } from '../breaking/past-contracts.ts';
import { readReleases } from '../breaking/releases.ts';
import { toPrintable, wordsOf, type Report } from '../breaking/report.ts';
import { readSurroundings } from '../breaking/surroundings.ts';
import { trialsIn } from '../breaking/try-checks.ts';
import type { Facts } from '../facts/facts.ts';
import { readDatabaseFacts } from '../facts/read-facts.ts';
import { faultsIn, formats, printed } from '../findings/report.ts';
import { readHistory } from '../local/describe.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { baseBranch } from '../migrations/landed.ts';
import { readMigrationFiles, type MigrationFile } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { readTarget, withTarget, type Target } from '../target/target.ts';
import schema from './breaking.schema.json' with { type: 'json' };

/** The other side of the comparison. */
interface Baseline {
  readonly name: string;
  /** Undefined if the checkout's history begins with this schema. */
  readonly facts?: Facts;
  /** The facts from its files beside the migrations, if the history has the rest. */
  readonly surroundings?: Surroundings;
  /** The versions of its migrations, with their texts if known. */
  readonly migrations: ReadonlyMap<string, string | undefined>;
}

await runCommand(schema, async (options, { step }) => {
  const format = options.oneOf('output-format', formats);
  const [given, address] = [options.text('against'), options.text('db-url')];
  if (given !== undefined && address !== undefined) {
    throw new UsageError('--against and --db-url are two things to compare with: give one.');
  }
  // it ignores production's address in the environment: that must be typed
  const target =
    address === undefined ? undefined : readTarget(address, 'compare with', { isTyped: true });
  const files = await readMigrationFiles();
  refuseBlanks(files);
  const here = await readSurroundings();
  const ref = target || given === 'released' ? undefined : (given ?? (await requireBase()));
  return withThrowaway(engineChoice(options, step), async (server) => {
    const empty = (name: string) => createEmptyDatabase(server, server.databaseName(name));
    const baselines = target
      ? [await inDatabase(target, here)]
      : ref === undefined
        ? await releases()
        : [await atCommit(ref, { files, here }, () => empty('breaking_before'), step)];
    const pasts = await readPastContracts(ref);
    step('applying the migrations of the checkout');
    const url = await empty('breaking_after');
    const isNew = (file: MigrationFile) => baselines.some((baseline) => lacks(baseline, file));
    const reports = await withHistory(url, files, here, isNew, async (history, client) => {
      const judged: Report[] = [];
      const tryChecks = trialsIn(client);
      for (const baseline of baselines) {
        step(`comparing with ${baseline.name}`);
        const since = historySince(history, (file) => lacks(baseline, file));
        const begin = { ...(since.steps[0]?.before ?? since.end), ...baseline.surroundings };
        const judgement = await judge(baseline.facts ?? begin, since, tryChecks, pasts);
        judged.push({ against: baseline.name, ...judgement });
      }
      return judged;
    });
    const found = reports.map(toPrintable);
    process.stdout.write(printed('breaking', found, format, wordsOf));
    return faultsIn(found) === 0 ? 0 : 1;
  });
});

/** Whether a baseline lacks a migration of the checkout, or has another text. */
function lacks({ migrations }: Baseline, { version, text }: MigrationFile): boolean {
  return !migrations.has(version) || (migrations.get(version) ?? text) !== text;
}

/**
 * A commit's schema, built from its migrations. If the checkout's migrations begin with the same
 * ones, they build it on the way.
 */
async function atCommit(
  ref: string,
  { files, here }: { files: readonly MigrationFile[]; here: Surroundings },
  emptyDatabase: () => Promise<string>,
  step: (what: string) => void,
): Promise<Baseline> {
  return withGitTree(ref, async ({ commit, project: then }) => {
    step(`reading the schema of ${ref} (${commit})`);
    const migrations = await readMigrationFiles(then.migrations);
    const surroundings = await readSurroundings(then);
    const isBegin =
      migrations.every(
        (one, at) => files[at]?.version === one.version && files[at]?.text === one.text,
      ) && isDeepStrictEqual(surroundings.api.schemas, here.api.schemas);
    return {
      name: ref === commit ? ref : `${ref} (${commit})`,
      migrations: new Map(migrations.map(({ version, text }) => [version, text])),
      ...(isBegin
        ? { surroundings }
        : { facts: await factsOf(await emptyDatabase(), migrations, surroundings) }),
    };
  });
}

async function requireBase(): Promise<string> {
  const base = await baseBranch();
  if (base !== undefined) return base;
  throw new UsageError('git has no base branch here.', {
    next: 'Choose one: --against=<branch, tag or commit>, or --against=released',
  });
}

/** The schema of a database, such as production. It has only the compiled checks of contracts. */
async function inDatabase(target: Target, surroundings: Surroundings): Promise<Baseline> {
  return withTarget(target, async (client) => {
    await client.query('set default_transaction_read_only = on');
    const migrations = (await readHistory(client)).map(({ version }) => version);
    return {
      name: `${target.shown}, without the inside of JSON`,
      facts: { ...(await readDatabaseFacts(client, surroundings.api.schemas)), ...surroundings },
      migrations: new Map(migrations.map((version) => [version, undefined])),
    };
  });
}

async function releases(): Promise<Baseline[]> {
  const found = (await readReleases()).filter(({ retired }) => !retired);
  if (found.length === 0) {
    throw new ToolError('No release is recorded, or all are retired.', {
      exitCode: 3,
      next: `Record the installed versions: ${commandLine('release')} --name=1.0.0`,
    });
  }
  return found.map(({ name, facts, migrations }) => ({
    name: `release ${name}`,
    facts,
    migrations: new Map(migrations.map((version) => [version, undefined])),
  }));
}

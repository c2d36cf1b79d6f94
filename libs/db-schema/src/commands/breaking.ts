import { ToolError, UsageError, workspaceRoot } from '@parakeet/command-kit';
import { chooseEngine, runCommand } from '@parakeet/local-supabase';
import { withGitTree } from '../breaking/git-tree.ts';
import { emptyDatabase, factsOf, withHistory, type Surroundings } from '../breaking/history.ts';
import { judge } from '../breaking/judge.ts';
import { readReleases } from '../breaking/releases.ts';
import { faultsIn, formats, printed, type Report } from '../breaking/report.ts';
import { readSurroundings } from '../breaking/surroundings.ts';
import type { Facts } from '../facts/facts.ts';
import { readDatabaseFacts } from '../facts/read-facts.ts';
import { readHistory } from '../local/describe.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { baseBranch } from '../migrations/landed.ts';
import { readMigrationFiles, type MigrationFile } from '../migrations/migration-files.ts';
import { readTarget, withTarget, type Target } from '../target/target.ts';
import schema from './breaking.schema.json' with { type: 'json' };

/** What the checkout is compared with. */
interface Baseline {
  readonly name: string;
  readonly facts: Facts;
  /** The versions of its migrations, with their texts where they are known. */
  readonly migrations: ReadonlyMap<string, string | undefined>;
}

await runCommand(schema, async (options, { step }) => {
  const format = options.oneOf('output-format', formats);
  const [given, address] = [options.text('against'), options.text('db-url')];
  if (given !== undefined && address !== undefined) {
    throw new UsageError('--against and --db-url are two things to compare with: give one.');
  }
  // production's address in the environment is not meant here: it has to be typed
  const target = address === undefined ? undefined : readTarget(address, 'compare with', {});
  const files = await readMigrationFiles();
  refuseBlanks(files);
  const here = await readSurroundings(workspaceRoot);
  const server = await chooseEngine({
    workspace: workspaceRoot,
    engine: options.text('engine'),
    report: step,
  }).throwaway();
  try {
    const baselines = target
      ? [await inDatabase(target, here)]
      : given === 'released'
        ? await releases()
        : [await atCommit(given ?? (await requireBase()), server.databaseName(''))];
    const reports: Report[] = [];
    for (const [number, baseline] of baselines.entries()) {
      step(`comparing with ${baseline.name}`);
      const url = await emptyDatabase(server, server.databaseName(`breaking_${number}`));
      reports.push(await compare(url, files, here, baseline));
    }
    process.stdout.write(printed(reports, format));
    return faultsIn(reports) === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }

  async function atCommit(ref: string, prefix: string): Promise<Baseline> {
    return withGitTree(ref, async ({ commit, directory }) => {
      step(`making the schema of ${ref} (${commit})`);
      const migrations = await readMigrationFiles(`${directory}/supabase/migrations`);
      const url = await emptyDatabase(server, `${prefix}breaking_before`);
      return {
        name: ref === commit ? ref : `${ref} (${commit})`,
        facts: await factsOf(url, migrations, await readSurroundings(directory)),
        migrations: new Map(migrations.map(({ version, text }) => [version, text])),
      };
    });
  }
});

async function requireBase(): Promise<string> {
  const base = await baseBranch();
  if (base !== undefined) return base;
  throw new UsageError('git does not say what the base branch is.', {
    next: 'Say what to compare with: --against=<branch, tag or commit>, or --against=released',
  });
}

/** What a database has, such as production. Of contracts it has only the compiled checks. */
async function inDatabase(target: Target, { api, contracts }: Surroundings): Promise<Baseline> {
  return withTarget(target, async (client) => {
    await client.query('set default_transaction_read_only = on');
    const migrations = (await readHistory(client)).map(({ version }) => version);
    return {
      name: `${target.shown}, but for what is inside JSON`,
      facts: { ...(await readDatabaseFacts(client, api.schemas)), api, contracts },
      migrations: new Map(migrations.map((version) => [version, undefined])),
    };
  });
}

async function releases(): Promise<Baseline[]> {
  const found = (await readReleases()).filter(({ retired }) => !retired);
  if (found.length === 0) {
    throw new ToolError('No release is recorded, or all are retired.', {
      exitCode: 3,
      next: 'Record what is installed out there: npx nx run db-schema:release --name=1.0.0',
    });
  }
  return found.map(({ name, facts, migrations }) => ({
    name: `release ${name}`,
    facts,
    migrations: new Map(migrations.map((version) => [version, undefined])),
  }));
}

async function compare(
  url: string,
  files: readonly MigrationFile[],
  here: Surroundings,
  { name, facts, migrations }: Baseline,
): Promise<Report> {
  const isNew = ({ version, text }: MigrationFile) =>
    !migrations.has(version) || (migrations.get(version) ?? text) !== text;
  return withHistory(url, files, here, isNew, async (history, client) => ({
    against: name,
    ...(await judge(facts, history, client)),
  }));
}

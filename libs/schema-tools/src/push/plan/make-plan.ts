import type pg from 'pg';
import { withThrowaway, type EngineChoice } from '@parakeet/local-supabase';
import { count, ToolError } from '@parakeet/command-kit';
import { contractObjects, loadContracts } from '../../contracts/index.ts';
import { HistoryNotes } from '../../breaking/history.ts';
import { readSurroundings } from '../../breaking/surroundings.ts';
import { withExpected, type BuildHooks } from '../../drift/expected.ts';
import { describedSchemas } from '../../facts/described-schemas.ts';
import { readOids } from '../../lint/look.ts';
import type { AppliedMigration } from '../../local/describe.ts';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { RelationName } from '../../observe/facts.ts';
import { observe, type Observed, type Stage } from '../../observe/observe.ts';
import { readRelations } from '../../observe/relations.ts';
import { withStage } from '../../observe/stage.ts';
import { project } from '../../project/project.ts';
import type { Target } from '../../target/target.ts';
import { withAllowed, type Allowed } from './allow.ts';
import { findBrokenRows, lookingSeconds } from './broken-rows.ts';
import { checks } from './checks.ts';
import { classify, type Sizes } from './classify.ts';
import { driftFindings, makeDrift } from './drift-check.ts';
import { judgeStatements } from './judge.ts';
import { newRules, readRowRules, type NewRule, type RowRules } from './new-rules.ts';
import type { Finding, Plan } from './plan.ts';
import { plannedFiles } from './plan-file.ts';
import { measureRates, type Rates } from './rates.ts';
import { byDanger } from './report.ts';
import { readLeftovers, readSessions, settingsOf } from './target-now.ts';
import { readTargetTables, type TargetTable } from './target-tables.ts';

export interface PlanSources {
  /** A connection to the target that nothing else uses meanwhile. */
  readonly client: pg.ClientBase;
  readonly target: Target;
  readonly history: readonly AppliedMigration[];
  /** All files; some of them are pending. */
  readonly files: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
  readonly allowed: readonly Allowed[];
  /** For the throwaway server that runs the files; undefined if they do not run. */
  readonly choice: EngineChoice | undefined;
  readonly signal: AbortSignal;
  readonly step: (text: string) => void;
}

/** Makes the plan of a push. The target is only read. */
export async function makePlan(sources: PlanSources): Promise<Plan> {
  const { client, target, history, pending, allowed, choice } = sources;
  const unseen: string[] = [];
  const seen = choice && pending.length > 0 ? await see(sources, choice) : undefined;
  if (!choice) unseen.push('the files were not run on a throwaway database (--no-observe)');
  const tables = [...(seen?.tables.keys() ?? [])];
  const { findings: sessions, hidden } = await readSessions(client, tables);
  if (hidden > 0) {
    unseen.push(`this role may not see what ${hidden} other sessions do: pg_monitor may`);
  }
  const findings = [...(seen?.findings ?? []), ...sessions, ...(await readLeftovers(client))];
  return {
    ...(target.name === undefined ? {} : { name: target.name }),
    target: target.shown,
    applied: history.map(({ version }) => version),
    files: plannedFiles(pending),
    ...(seen ? { statements: seen.statements } : {}),
    ...(seen?.contracts === undefined ? {} : { contracts: seen.contracts }),
    findings: byDanger(withAllowed(findings, allowed, pending)),
    unseen: [...unseen, ...(seen?.unseen ?? [])],
  };
}

interface Seen {
  readonly statements: NonNullable<Plan['statements']>;
  readonly findings: readonly Finding[];
  readonly unseen: readonly string[];
  /** The target's tables that the files touch. */
  readonly tables: ReadonlyMap<string, TargetTable>;
  readonly contracts?: Plan['contracts'];
}

/** Runs the pending files on a throwaway database, and reads the tables that they touch. */
async function see(sources: PlanSources, choice: EngineChoice): Promise<Seen> {
  const { client, files, pending, step } = sources;
  const settings = await settingsOf(client);
  const applied = files.filter((file) => !pending.includes(file));
  step('running the pending files on a throwaway database');
  const notes = new HistoryNotes(await readSurroundings());
  let ofSupabase: readonly number[] = [];
  const hooks: BuildHooks = {
    async onBase(built) {
      ofSupabase = await readOids(built);
    },
    onFile: (file, built) => notes.after(built, file, false),
  };
  return withThrowaway(choice, (server) =>
    withExpected(
      server,
      applied,
      async (expected) => {
        // before the stage opens, so the pending files meet the target's drift
        const drift = await orUnseen(() => makeDrift(client, expected, pending));
        return withStage(server, expected.client.database ?? '', settings, async (stage) => {
          await notes.before(stage.client);
          const { seen, failed } = await run(sources, stage, notes);
          const touched = failed ? undefined : [...seen.tables.keys()];
          const looks: Looked<Finding>[] = [
            { ...drift, found: driftFindings(drift.found, touched) },
          ];
          if (failed) return withLooks(seen, looks);
          step('comparing with installed apps');
          const contracts = await contractObjects(
            stage.client,
            await describedSchemas(stage.client),
          );
          for (const check of checks) {
            const asked = { stage, files, pending, notes, ofSupabase };
            looks.push(await orUnseen(() => check(asked)));
          }
          return { ...withLooks(seen, looks), contracts };
        });
      },
      hooks,
    ),
  );
}

/** Runs the pending files, and reads the target's tables that they touch. */
async function run(
  sources: PlanSources,
  stage: Stage,
  notes: HistoryNotes,
): Promise<{ readonly seen: Seen; readonly failed: boolean }> {
  const rates = await measureRates(stage.admin);
  const names = await namesAtFirst(stage);
  const rules = await readRowRules(stage.admin);
  const observed = await observe(stage, sources.pending, {
    signal: sources.signal,
    onFile: (file, client) => notes.after(client, file, true),
  });
  const added = newRules(rules, await readRowRules(stage.admin), names);
  const seen = await together(sources, observed, { names, rates, rules, added });
  return { seen, failed: observed.failure !== undefined };
}

function withLooks(seen: Seen, looks: readonly Looked<Finding>[]): Seen {
  return {
    ...seen,
    findings: [...seen.findings, ...looks.flatMap(({ found }) => found)],
    unseen: [...seen.unseen, ...looks.flatMap(({ unseen }) => unseen)],
  };
}

interface Looked<Found> {
  readonly found: readonly Found[];
  readonly unseen: readonly string[];
}

/** The findings, or the reason why a search was impossible; the plan continues without it. */
async function orUnseen<Found>(find: () => Promise<readonly Found[]>): Promise<Looked<Found>> {
  try {
    return { found: await find(), unseen: [] };
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    return { found: [], unseen: [cause.message] };
  }
}

type Names = ReadonlyMap<number, RelationName>;

/** The relations by their names before the first file, as on the target. */
async function namesAtFirst({ client }: Stage): Promise<Names> {
  return (await readRelations(client, 'ended')).states;
}

/** The observations on the throwaway database. */
interface Shown {
  readonly names: Names;
  readonly rates: Rates;
  /** Of the schema before the files. */
  readonly rules: RowRules;
  readonly added: readonly NewRule[];
}

/** Multiplies the observed work by the target's rows and sizes. */
async function together(
  { client, step }: PlanSources,
  observed: Observed,
  { names, rates, rules, added }: Shown,
): Promise<Seen> {
  const touched = touchedTables(observed, names);
  const tables = await readTargetTables(client, touched);
  const sizes: Sizes = (relation) => {
    const { schema, name } = names.get(relation.oid) ?? relation;
    return tables.get(`${schema}.${name}`);
  };
  const missing = touched
    .filter(({ oid, kind }) => names.has(oid) && ['table', 'index'].includes(kind))
    .map(({ schema, name }) => `${schema}.${name}`)
    .filter((name) => !tables.has(name))
    .map((name) => `${name} is missing, although an applied migration makes it`);
  const known = new Set(
    Array.from(rules.columns, ([key, column]) => {
      const table = names.get(Number.parseInt(key, 10));
      return `${table?.schema}.${table?.name}.${column}`;
    }),
  );
  if (added.length > 0) {
    step(`looking for rows that break ${count(added.length, 'new rule')}, for ${lookingSeconds} s`);
  }
  const { sources } = await loadContracts(project());
  const broken = await findBrokenRows(client, added, tables, sources);
  const statements = observed.statements.map((facts) => classify(facts, sizes, rates));
  const judged = judgeStatements(observed, statements, sizes, (table, column) =>
    known.has(`${table}.${column}`),
  );
  return {
    statements,
    findings: [
      ...judged.filter(
        // the search was made, with or without a result
        ({ rule, object }) =>
          rule !== 'rows-may-refuse' ||
          !(broken.kept.has(object) || broken.findings.some((one) => one.object === object)),
      ),
      ...broken.findings,
    ],
    unseen: [...missing, ...broken.unseen],
    tables,
  };
}

/** The tables that statements lock, read or write; for an index, its table. */
function touchedTables({ statements }: Observed, names: Names): RelationName[] {
  const touched = new Map<string, RelationName>();
  for (const facts of statements) {
    const { locks, held, scans, rewrites, builds, emptied, drops, changes } = facts;
    for (const one of [locks, held, scans, rewrites, builds, emptied, drops, changes].flat()) {
      const named = names.get(one.oid) ?? one;
      const name = named.kind === 'index' ? (named.table ?? named.name) : named.name;
      touched.set(`${named.schema}.${name}`, { ...named, name });
    }
  }
  return [...touched.values()];
}

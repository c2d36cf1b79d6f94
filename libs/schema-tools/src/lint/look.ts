import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { exposeNewObjects, readConfig, withClient } from '@parakeet/local-supabase';
import pg from 'pg';
import { loadContracts } from '../contracts/index.ts';
import { schemasOf } from '../facts/described-schemas.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { replay } from '../migrations/replay.ts';
import { statementsOf, type ParsedStatement } from '../migrations/sql-statements.ts';
import type { StatementFacts } from '../observe/facts.ts';
import { observe } from '../observe/observe.ts';
import { shortPath, type Project } from '../project/project.ts';
import { originOf, type PartKind, type Placed } from './origin.ts';
import type { ChangeRule, Hit, Rule, Schema, SchemaRule } from './rule.ts';
import { makeViews } from './views.ts';

/** A database with only the base, for the role that migrates and for a superuser. */
interface EmptyDatabase {
  readonly ownerUrl: string;
  readonly adminUrl: string;
}

/** A database that already has the schema. Then drafts are not judged for their work on tables. */
interface BuiltDatabase {
  /** As the role that migrates; its settings are reset. */
  readonly client: pg.Client;
  /** The result of `readOids` before the first migration. */
  readonly ofSupabase: readonly number[];
}

/** The subject of `lint`, and its options. */
export interface Subject {
  readonly project: Project;
  readonly files: readonly MigrationFile[];
  readonly database: EmptyDatabase | BuiltDatabase;
  /** Migrations that have not landed. Landed ones are not judged for their work on tables. */
  readonly isDraft: (file: MigrationFile) => boolean;
  /** Judges each migration as if all earlier ones had landed. */
  readonly all?: boolean;
  readonly report?: (step: string) => void;
}

/** A hit with its rule and its place. */
export interface Found extends Hit {
  readonly rule: Rule;
  /** Undefined if no statement was found. */
  readonly placed?: Placed;
  /** In config.toml: characters from its start. */
  readonly inConfig?: number;
}

export interface Looked {
  readonly found: readonly Found[];
  /** The checks that were impossible, a sentence each. */
  readonly blind: readonly string[];
  /** The text of config.toml. */
  readonly config: string;
}

/** Checks migrations, the resulting schema, and config.toml. */
export async function look(subject: Subject, rules: readonly Rule[]): Promise<Looked> {
  const { project: from, files } = subject;
  const config = await readFile(join(from.supabase, 'config.toml'), 'utf8').catch(() => '');
  const settings = await readConfig(from.workdir);
  const blind: string[] = [];
  const placed: Placed[] = [];
  for (const file of files) {
    const statements = await statementsOf(file.text).catch((cause: unknown) => {
      blind.push(`${shortPath(file.path)} does not parse: ${wordsOf(cause)}`);
      return [];
    });
    placed.push(...statements.map((statement) => ({ file, statement })));
  }
  const found: Found[] = [];
  for (const rule of rules) {
    if (!('text' in rule)) continue;
    for (const one of placed) {
      found.push(...rule.text(one.statement).map((hit) => ({ ...hit, rule, placed: one })));
    }
  }
  const there = await inDatabase(subject, rules, { settings, placed, found, blind });
  for (const rule of rules) {
    if (!('settings' in rule)) continue;
    const hits = rule.settings({ value: settings, text: config, there });
    found.push(...hits.map((hit) => ({ ...hit, rule, inConfig: hit.at ?? 0 })));
  }
  return { found, blind, config };
}

interface Running {
  readonly settings: unknown;
  readonly placed: readonly Placed[];
  readonly found: Found[];
  readonly blind: string[];
}

/** @returns the schemas of the database; undefined if it could not be built */
async function inDatabase(
  subject: Subject,
  rules: readonly Rule[],
  running: Running,
): Promise<string[] | undefined> {
  const { project: from, database, report } = subject;
  const judged = async (client: pg.Client, ofSupabase: readonly number[]) => {
    report?.('judging the schema');
    const schemaRules = rules.filter((rule) => 'schema' in rule);
    await judgeSchema(subject, client, schemaRules, { ...running, ofSupabase });
    const { rows } = await client.query<{ name: string }>(
      'select nspname::text as name from pg_catalog.pg_namespace',
    );
    return rows.map(({ name }) => name);
  };
  if ('client' in database) return judged(database.client, database.ofSupabase);
  await exposeNewObjects(database.ownerUrl, from.workdir);
  return withClient(database.ownerUrl, async (client) => {
    const ofSupabase = await readOids(client);
    report?.('applying the migrations');
    const changeRules = rules.filter((rule) => 'change' in rule);
    const isBuilt = await build(subject, database, client, changeRules, running);
    return isBuilt ? judged(client, ofSupabase) : undefined;
  });
}

/** Applies all migrations, and judges the drafts among them statement by statement. */
async function build(
  { files, isDraft, all = false }: Subject,
  database: EmptyDatabase,
  client: pg.Client,
  rules: readonly ChangeRule[],
  { placed, found, blind }: Running,
): Promise<boolean> {
  const judged = (file: MigrationFile) => rules.length > 0 && (all || isDraft(file));
  const ofSupabase = await readTables(client);
  let old: ReadonlySet<string> | undefined;
  for (const file of files) {
    if (judged(file) && (all || old === undefined)) {
      const tables = await readTables(client);
      old = new Set([...tables].filter((table) => !ofSupabase.has(table)));
    }
    const ofFile = placed.filter((one) => one.file === file).map(({ statement }) => statement);
    const { facts, failure } =
      judged(file) && old !== undefined && old.size > 0
        ? await observed(client, database.adminUrl, file)
        : await replayed(client, ofFile, file);
    if (judged(file)) found.push(...judgeChanges(facts, rules, old ?? new Set(), ofFile));
    if (failure === undefined) continue;
    blind.push(`the schema: ${failure}`);
    return false;
  }
  return true;
}

interface Ran {
  readonly facts: readonly StatementFacts[];
  /** The place and reason of the file's failure. */
  readonly failure?: string;
}

async function observed(client: pg.Client, adminUrl: string, file: MigrationFile): Promise<Ran> {
  const { statements: facts, failure } = await withClient(adminUrl, (admin) =>
    observe({ client, admin }, [file]),
  );
  if (!failure) return { facts };
  const { line, message, code } = failure;
  return {
    facts,
    failure: `${shortPath(file.path)}:${line} cannot be applied: ${message} (${code})`,
  };
}

/** If no table can have rows, nothing is observed: only the text of the statements is judged. */
async function replayed(
  client: pg.Client,
  statements: readonly ParsedStatement[],
  file: MigrationFile,
): Promise<Ran> {
  const words = await replay(client, [file]).then(() => undefined, wordsOfRefusal);
  const facts = statements.map((statement): StatementFacts => {
    return { ...nothingSeen, file, line: 0, text: statement.text, statement };
  });
  if (words === undefined) return { facts };
  return { facts, failure: `${shortPath(file.path)} cannot be applied: ${words}` };
}

const nothingSeen = {
  transaction: 'file',
  locks: [],
  held: [],
  rewrites: [],
  drops: [],
  emptied: [],
  scans: [],
  builds: [],
  changes: [],
} as const;

/**
 * Judges the observed work of statements.
 *
 * @param seen for one file
 * @param old tables that may have rows, because they are older than the files
 * @param statements all statements of the file: a COMMIT does no visible work
 */
function judgeChanges(
  seen: readonly StatementFacts[],
  rules: readonly ChangeRule[],
  old: ReadonlySet<string>,
  statements: readonly ParsedStatement[],
): Found[] {
  const isOld = ({ schema, name }: { schema: string; name: string }) =>
    old.has(`${schema}.${name}`);
  return seen.flatMap((facts) => {
    const change = { facts, statements, isOld, isFirst: old.size === 0 };
    const placed = { file: facts.file, statement: facts.statement };
    return rules.flatMap((rule) => rule.change(change).map((hit) => ({ ...hit, rule, placed })));
  });
}

/** The tables of a database, with their schemas. */
async function readTables(client: pg.ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm')`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** The relations and functions of a database, except Postgres's own. */
export async function readOids(client: pg.ClientBase): Promise<number[]> {
  const { rows } = await client.query<{ oid: number }>(
    `select c.oid::int as oid from pg_catalog.pg_class c
     where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f')
     union all select p.oid::int from pg_catalog.pg_proc p where p.oid >= 16384`,
  );
  return rows.map(({ oid }) => oid);
}

async function judgeSchema(
  { project: from }: Subject,
  client: pg.Client,
  rules: readonly SchemaRule[],
  { settings, placed, found, blind, ofSupabase }: Running & { ofSupabase: readonly number[] },
): Promise<void> {
  await client.query('reset all');
  const exposed = await schemasOf(from);
  await makeViews(client, exposed, ofSupabase);
  const contracts = await loadContracts(from).catch((cause: unknown) => {
    if (!(cause instanceof ToolError)) throw cause;
    blind.push(`contracts: ${cause.message}`);
    return undefined;
  });
  const schema: Schema = {
    client,
    schemas: exposed,
    settings,
    config: from.lint,
    contracts: contracts ?? (await loadContracts({ root: from.root, workdir: from.workdir })),
  };
  for (const rule of rules) {
    const ask = rule.schema;
    const hits = typeof ask === 'string' ? (await client.query<Hit>(ask)).rows : await ask(schema);
    for (const hit of hits) {
      const origin = originOf(hit, placed, kindOf(rule, hit));
      found.push({ ...hit, rule, ...(origin ? { placed: origin } : {}) });
    }
  }
}

function kindOf({ id }: Rule, { object }: Hit): PartKind {
  if (id.startsWith('foreign-key')) return 'foreign key';
  // of a policy: schema, table and its own name
  return id.startsWith('policy') && object.split('.').length > 2 ? 'policy' : 'other';
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function wordsOfRefusal(cause: unknown): string {
  if (!(cause instanceof pg.DatabaseError)) throw cause;
  return `${cause.message} (${cause.code})`;
}

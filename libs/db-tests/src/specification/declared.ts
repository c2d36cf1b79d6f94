import {
  readAllowances,
  readLanded,
  readMigrationFiles,
  type Allowance,
  type MigrationFile,
} from '@parakeet/schema-tools';
import { visitSteps } from '@parakeet/db-harness/steps';
import { compareFacts, type Difference } from './differences.ts';
import type { Fact } from './facts.ts';
import { readFacts, type Query } from './catalogue.ts';

/** The facts of the database after a migration. */
interface Step {
  readonly file: MigrationFile;
  readonly allowances: readonly Allowance[];
  readonly facts: readonly Fact[];
}

/**
 * Finds the undeclared differences from the specification. A comment in the database declares an
 * addition. An allowance in the migration declares every other difference: `-- allow: specification
 * public.programs.status: <reason>`.
 *
 * @param commented keys of the objects with a comment in the newest schema
 * @param landed names of the files that may not change any more
 * @param start the differences before the first step
 * @returns sentences with the line to write, and its file
 */
function undeclaredDifferences(
  specified: readonly Fact[],
  steps: readonly Step[],
  commented: ReadonlySet<string>,
  landed: ReadonlySet<string>,
  start: readonly Difference[] = [],
): string[] {
  const isDeclared = (key: string) => commented.has(key) || isContractCheck(key);
  const findings: string[] = [];
  let before = start;
  for (const { file, allowances, facts } of steps) {
    const isLast = file === steps.at(-1)?.file;
    const after = compareFacts(specified, facts, isDeclared);
    const known = new Set(before.map(({ text }) => text));
    const made = after.filter(({ text }) => !known.has(text));
    const allowed = new Set(
      allowances.flatMap(({ rule, object }) => (rule === 'specification' ? [object] : [])),
    );
    const name = `${file.version}_${file.name}.sql`;
    for (const { text, object, added } of made) {
      if (object !== undefined && !allowed.has(object)) {
        findings.push(
          `${name}: ${text}. If that is meant, write at the beginning of the file:\n` +
            `-- allow: specification ${object}: <why>`,
        );
      }
      // a later migration may remove it again
      if (added !== undefined && isLast) {
        findings.push(`${text}. Say in a migration what it is for: ${commentOn(added)}`);
      }
    }
    const objects = new Set(
      [...made, ...before.filter(({ text }) => !after.some((one) => one.text === text))].map(
        ({ object }) => object,
      ),
    );
    for (const object of allowed) {
      if (objects.has(object) || landed.has(name)) continue;
      findings.push(`${name}: nothing needs the line "allow: specification ${object}". Remove it.`);
    }
    before = after;
  }
  return findings;
}

/** Applies migrations one by one, and finds the undeclared differences. */
export async function findUndeclared(
  specified: readonly Fact[],
  files: readonly MigrationFile[],
): Promise<string[]> {
  const steps: Step[] = [];
  let commented: ReadonlySet<string> = new Set();
  await visitSteps(files, async (db, file) => {
    const query = <Row>(sql: string) => db.query<Row>(sql);
    steps.push({ file, allowances: readAllowances(file), facts: await readFacts(query) });
    if (file === files.at(-1)) commented = await readCommented(query);
  });
  const { files: landed } = await readLanded(await readMigrationFiles());
  return undeclaredDifferences(specified, steps, commented, landed);
}

/**
 * The same for one migration; the differences of those before it are ignored.
 *
 * @param before a database without the migration
 * @param after a database with it
 */
export async function findUndeclaredIn(
  specified: readonly Fact[],
  file: MigrationFile,
  before: Query,
  after: Query,
): Promise<string[]> {
  const commented = await readCommented(after);
  const start = compareFacts(specified, await readFacts(before), (key) => commented.has(key));
  const steps = [{ file, allowances: readAllowances(file), facts: await readFacts(after) }];
  return undeclaredDifferences(specified, steps, commented, new Set(), start);
}

/** Whether `db-schema:contracts` writes and controls the CHECK. */
function isContractCheck(key: string): boolean {
  return /^\w+: check \w+_contract$/.test(key);
}

/** The `comment on` statement for a key, without its text. */
function commentOn(key: string): string {
  const [, table = key, kind = '', name = ''] =
    /^(\w+): (check|unique|foreign key) (.+)$/.exec(key) ?? [];
  if (kind !== '') return `comment on constraint ${name} on public.${table} is '…';`;
  const [, index] = /^index (.+)$/.exec(key) ?? [];
  if (index !== undefined) return `comment on index public.${index} is '…';`;
  return `comment on ${key.includes('.') ? 'column' : 'table'} public.${key} is '…';`;
}

/** Reads the keys of the objects with a comment. */
async function readCommented(query: Query): Promise<Set<string>> {
  const rows = await query<{ key: string }>(`
    select case objsubid when 0 then relname else relname || '.' || attname end as key
    from pg_description join pg_class on pg_class.oid = objoid
    left join pg_attribute on attrelid = objoid and attnum = objsubid and attnum > 0
    where classoid = 'pg_class'::regclass and relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p', 'f')
    union all
    select 'index ' || relname from pg_description join pg_class on pg_class.oid = objoid
    where classoid = 'pg_class'::regclass and relnamespace = 'public'::regnamespace
      and relkind in ('i', 'I')
    union all
    select conrelid::regclass || ': ' ||
      case contype when 'c' then 'check' when 'u' then 'unique' when 'f' then 'foreign key'
        else 'primary key' end || ' ' || conname
    from pg_description join pg_constraint on pg_constraint.oid = objoid
    where classoid = 'pg_constraint'::regclass and connamespace = 'public'::regnamespace`);
  return new Set(rows.map(({ key }) => key.replace(/^public\./, '')));
}

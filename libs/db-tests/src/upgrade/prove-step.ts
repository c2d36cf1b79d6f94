import { readLanded, readMigrationFiles, replay } from '@parakeet/schema-tools';
import pg from 'pg';
import { type RunDatabase, type Session } from '@parakeet/db-harness';
import { type Table } from '@parakeet/db-harness/catalogue';
import { insertAwkwardRows } from './awkward-rows.ts';
import { changedRows, differenceOf, readContents, readStructure } from './contents.ts';
import { addsRules, insertBreakingRows, type BreakingRow } from './refusals.ts';
import { inDatabase, mayChangeRows, type Step, withCopyOf } from './steps.ts';

/** The most rows that a finding names. */
const shown = 3;

const nameOf = ({ file }: Step) => `${file.version}_${file.name}.sql`;

/**
 * Brings a database with rows from one step to the next, and checks the rows. First it adds rows to
 * the tables of the step before.
 *
 * @param old the database, at the step before
 * @param at the place of the migration in `steps`
 * @param isAsked whether a table gets awkward rows, or only the usual one
 * @returns findings with the line to write, and its file; empty if all is well
 */
export async function proveRowsKept(
  old: RunDatabase,
  steps: readonly Step[],
  at: number,
  isAsked?: (table: Table) => boolean,
): Promise<string[]> {
  const step = stepAt(steps, at);
  return inDatabase(old, async (db, client) => {
    const empty = await insertAwkwardRows(db, steps, at - 1, isAsked);
    if (empty.length > 0) return empty.map((why) => `no row could be made of public.${why}`);
    const before = await readContents(db);
    try {
      await replay(client, [step.file]);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return [`${nameOf(step)} is refused where there are rows: ${inWords(error)}`];
    }
    await client.query('reset all');
    const changes = changedRows(before, await readContents(db));
    const findings = changes
      .filter(({ table }) => !mayChangeRows(step, table))
      .map(
        ({ table, lines }) =>
          `${nameOf(step)} changes ${lines.length} rows of public.${table} that were there:\n` +
          `${lines.slice(0, shown).join('\n')}\n` +
          `If that is meant, write at the beginning of the file:\n` +
          `-- allow: rows public.${table}: <why>`,
      );
    for (const object of await draftAllowances(step)) {
      const table = object.replace(/^public\./, '');
      const isChanged = changes.some((change) => change.table === table);
      // the migration may change other rows than the generated ones
      const isNamed = new RegExp(
        `\\b(?:update|delete from|insert into|merge into|truncate|alter table)\\s+(?:only\\s+)?(?:public\\.)?"?${table}\\b`,
        'i',
      ).test(step.file.text);
      if (isChanged || isNamed) continue;
      findings.push(`${nameOf(step)}: nothing needs the line "allow: rows ${object}". Remove it.`);
    }
    const invalid = await db.query<{ name: string }>(
      'select indexrelid::regclass::text as name from pg_index where not indisvalid',
    );
    for (const { name } of invalid) findings.push(`${nameOf(step)} leaves ${name} unfinished`);
    return findings;
  });
}

/** The result of rows that break a migration's rules. */
export interface Refusals {
  readonly findings: readonly string[];
  /** The rules without a row, as `table: rule`. */
  readonly untried: readonly string[];
}

/**
 * Applies a migration to rows that break its new rules. It must name a broken rule, change no row,
 * and succeed once the rows are gone.
 */
export async function proveRefusals(steps: readonly Step[], at: number): Promise<Refusals> {
  const [before, step] = [stepAt(steps, at - 1), stepAt(steps, at)];
  // building the steps showed that it succeeds without rows
  if (!addsRules(before, step)) return { findings: [], untried: [] };
  return withCopyOf(before, (target) =>
    inDatabase(target, async (db, client) => {
      const { rows, untried } = await insertBreakingRows(db, before, step);
      const findings: string[] = [];
      let left: readonly BreakingRow[] = rows;
      for (;;) {
        const [contents, structure] = [await readContents(db), await readStructure(db)];
        const refusal = await replay(client, [step.file]).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refusal !== undefined && !(refusal instanceof pg.DatabaseError)) throw refusal;
        await client.query('rollback; reset all');
        if (!refusal) break;
        const said = inWords(refusal);
        const named = left.filter(({ rule }) => said.includes(rule.replace(/ is null$/, '')));
        if (named.length === 0) {
          findings.push(`${nameOf(step)} is refused, and the error names no broken rule: ${said}`);
          return { findings, untried };
        }
        for (const { table } of changedRows(contents, await readContents(db))) {
          findings.push(`${nameOf(step)} is refused, and changed rows of public.${table}`);
        }
        const changes = differenceOf(structure, await readStructure(db));
        if (said.includes('nothing was changed') && changes.length > 0) {
          findings.push(`${nameOf(step)} says that nothing was changed:\n${changes.join('\n')}`);
        }
        for (const row of named) await remove(db, row);
        left = left.filter((row) => !named.includes(row));
      }
      for (const { table, rule } of left) {
        findings.push(`${nameOf(step)} took a row of public.${table} that breaks ${rule}`);
      }
      return { findings, untried };
    }),
  );
}

/** The changes that a draft declares. A landed migration is not checked any more. */
async function draftAllowances(step: Step): Promise<string[]> {
  const objects = step.allowances.flatMap(({ rule, object }) => (rule === 'rows' ? [object] : []));
  if (objects.length === 0) return [];
  const { files: landed } = await readLanded(await readMigrationFiles());
  return landed.has(nameOf(step)) ? [] : objects;
}

function stepAt(steps: readonly Step[], at: number): Step {
  const step = steps[at];
  if (!step) throw new Error(`there is no step ${at}`);
  return step;
}

async function remove(db: Session, { table, id }: BreakingRow): Promise<void> {
  const key = Object.keys(id).map((column, place) => `"${column}" = $${place + 1}`);
  await db.query(`delete from public."${table}" where ${key.join(' and ')}`, Object.values(id));
}

function inWords({ message, code, detail, hint }: pg.DatabaseError): string {
  return [`${message} (SQLSTATE ${code})`, detail, hint].filter(Boolean).join('\n');
}

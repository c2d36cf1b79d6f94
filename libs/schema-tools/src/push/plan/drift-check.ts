import { basename } from 'node:path';
import { count } from '@parakeet/command-kit';
import pg from 'pg';
import { planAdoption } from '../../drift/adoption.ts';
import { groupOf, readObjects } from '../../drift/catalogue/read-objects.ts';
import { compareObjects } from '../../drift/compare.ts';
import { comparisonWith, driftOf, lookAt } from '../../drift/drift-of.ts';
import { keyOf, type Drift } from '../../drift/drift.ts';
import type { Expected } from '../../drift/expected.ts';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import { transactionBreaks } from '../../migrations/transactions.ts';
import type { Finding } from './plan.ts';

/** A difference between the target and the result of the applied files. */
export interface TargetDrift {
  readonly drift: Drift;
  /** Whether the throwaway database has it too. */
  readonly isMade: boolean;
  /** The pending file that creates an object of the target. */
  readonly adoptedBy?: MigrationFile;
}

/**
 * Recreates the target's drift in the throwaway database, so the pending files meet it. Drift that
 * cannot be recreated is marked.
 *
 * @param client of the target, which is only read
 * @param expected its database is changed
 * @throws ToolError if the target is unreadable
 */
export async function makeDrift(
  client: pg.ClientBase,
  expected: Expected,
  pending: readonly MigrationFile[],
): Promise<TargetDrift[]> {
  const there = await lookAt(client);
  const { drifts } = await driftOf(client, expected, { places: false, there });
  if (drifts.length === 0) return [];
  const { comparable } = await comparisonWith(client, expected);
  const adopting = await findAdopting(expected, pending, drifts, (built) =>
    compareObjects({
      base: comparable(expected.base),
      built: comparable(built),
      there: comparable(there),
    }),
  );
  // roles and their settings belong to the server, which others may share
  const ofDatabase = drifts.filter(({ kind }) => groupOf(kind) !== 'roles');
  const { text, adopted } = await planAdoption(ofDatabase, expected);
  let made = new Set(adopted.map(keyOf));
  try {
    await expected.client.query(text);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    // then none of it exists there, and the findings say so
    made = new Set();
  }
  await expected.client.query('reset all');
  return drifts.map((drift) => {
    const adoptedBy = adopting.get(keyOf(drift));
    return { drift, isMade: made.has(keyOf(drift)), ...(adoptedBy ? { adoptedBy } : {}) };
  });
}

/**
 * Finds the pending files that adopt drift: after them, the throwaway database equals the target.
 * The files run in a transaction that is rolled back, up to the first one with more than one
 * transaction.
 *
 * @param compare the target with what was built
 * @returns the files by the keys of the drifts
 */
async function findAdopting(
  { client }: Expected,
  pending: readonly MigrationFile[],
  drifts: readonly Drift[],
  compare: (built: Expected['built']) => readonly Drift[],
): Promise<ReadonlyMap<string, MigrationFile>> {
  const found = new Map<string, MigrationFile>();
  await client.query('begin');
  try {
    for (const file of pending) {
      if ((await transactionBreaks(file.text)).length > 0) break;
      await client.query(file.text);
      const left = new Set(compare(await readObjects(client, { inBlock: true })).map(keyOf));
      for (const key of drifts.map(keyOf)) {
        if (left.has(key)) found.delete(key);
        else if (!found.has(key)) found.set(key, file);
      }
    }
  } catch (cause) {
    // the plan will name the statement
    if (!(cause instanceof pg.DatabaseError)) throw cause;
  } finally {
    await client.query('rollback');
  }
  return found;
}

/** The most adopted objects of a file to name; `diff` names all. */
const namedObjects = 5;

/**
 * Reports drift that a pending file adopts, and other drift of the files' tables.
 *
 * @param tables with their schema; undefined for all, because a failed statement touched none
 */
export function driftFindings(
  found: readonly TargetDrift[],
  tables: readonly string[] | undefined,
): Finding[] {
  const isTouched = ({ name }: { readonly name: string }) =>
    !tables || tables.some((table) => `${name}.`.startsWith(`${table}.`));
  // nothing is adopted by a file that fails there
  const isAdopted = ({ adoptedBy }: TargetDrift) => tables !== undefined && adoptedBy !== undefined;
  const files = [...new Set(found.filter(isAdopted).flatMap(({ adoptedBy }) => adoptedBy ?? []))];
  return [
    ...files.map((file) =>
      adoptedFinding(
        file,
        found.filter(({ adoptedBy }) => adoptedBy === file),
      ),
    ),
    ...found
      .filter((one) => !isAdopted(one))
      .filter(({ drift }) => [drift, ...drift.parts, ...tableOf(drift)].some(isTouched))
      .map(({ drift: { kind, name, is, differences }, isMade }): Finding => {
        const facts = differences.map(({ fact }) => fact).join(', ');
        const planned = `The plan ${isMade ? 'takes it into account' : 'ignores it'}.`;
        return {
          rule: 'drift',
          object: `${kind} ${name}`,
          level: 'note',
          says: {
            extra: 'exists, but no migration makes it',
            missing: 'is missing, although a migration makes it',
            changed: `differs from the migrations: ${facts}`,
          }[is],
          next: `${planned} \`diff\` shows the drift, and can adopt it.`,
        };
      }),
  ];
}

/** An index is not named after its table. */
function tableOf({ there, should }: Drift): { readonly name: string }[] {
  const { partOf } = there ?? should ?? { partOf: null };
  return partOf === null ? [] : [{ name: partOf.replace(/^table /, '') }];
}

function adoptedFinding({ path }: MigrationFile, drifts: readonly TargetDrift[]): Finding {
  const file = basename(path);
  const names = drifts.slice(0, namedObjects).map(({ drift }) => keyOf(drift));
  const more = drifts.length > namedObjects ? ' and others' : '';
  const objects = count(drifts.length, 'object');
  return {
    rule: 'drift-adopted',
    object: file,
    level: 'note',
    says: `adopts ${objects} that the target has already: ${names.join(', ')}${more}`,
    next: 'Nothing. The plan ran the file on a database that has them too.',
    file,
  };
}

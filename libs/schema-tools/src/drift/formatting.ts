import type pg from 'pg';
import { groupOf, readObjects } from './catalogue/read-objects.ts';
import { keyOf, type Drift } from './drift.ts';
import type { Expected } from './expected.ts';
import { adoptingStatements } from './adopt/statements.ts';
import { Refusal } from './adopt/writers.ts';

/**
 * Leaves out differences in wording that another major version of Postgres causes. It creates the
 * database's version on the throwaway server, in a transaction that is rolled back. If that server
 * then prints the same as before, there is no difference.
 */
export async function withoutFormatting(
  drifts: readonly Drift[],
  { client }: Expected,
): Promise<Drift[]> {
  const changed = drifts.filter(({ is }) => is === 'changed');
  if (changed.length === 0) return [...drifts];
  await client.query('begin');
  try {
    for (const drift of changed) await tryStatements(client, drift);
    const read = [...new Set(changed.map(({ kind }) => groupOf(kind)))];
    const after = await readObjects(client, { read, inBlock: true });
    return drifts.flatMap((drift) => {
      if (drift.is !== 'changed') return [drift];
      const facts = after.get(keyOf(drift))?.facts ?? {};
      const differences = drift.differences.filter(
        ({ fact, should }) => (facts[fact] ?? null) !== should,
      );
      return differences.length === 0 ? [] : [{ ...drift, differences }];
    });
  } finally {
    await client.query('rollback');
  }
}

/**
 * Runs the statements that adopt a drift, or none of them.
 *
 * @returns the error that prevents it; undefined if they ran
 */
export async function tryStatements(
  client: pg.ClientBase,
  drift: Drift,
): Promise<string | undefined> {
  await client.query('savepoint adopting');
  try {
    for (const statement of adoptingStatements(drift)) await client.query(statement);
    await requireGrant(client, drift);
    await client.query('release savepoint adopting');
    return undefined;
  } catch (cause) {
    await client.query('rollback to savepoint adopting');
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** Checks a grant, because Postgres raises no error if one is not permitted. */
async function requireGrant(client: pg.ClientBase, drift: Drift): Promise<void> {
  if (drift.kind !== 'grant') return;
  const read = { read: [groupOf('grant')], names: [drift.name], inBlock: true };
  const made = (await readObjects(client, read)).get(keyOf(drift));
  const privileges = (facts: Readonly<Record<string, string>> = {}) =>
    facts['privileges']?.replaceAll(/, MAINTAIN|MAINTAIN, |MAINTAIN/g, '') ?? '';
  if (privileges(made?.facts) === privileges(drift.there?.facts)) return;
  throw new Refusal('the role that migrates may not grant or revoke it');
}

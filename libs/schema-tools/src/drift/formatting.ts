import type pg from 'pg';
import { groupOf, readObjects } from './catalogue/read-objects.ts';
import { keyOf, type Drift } from './drift.ts';
import type { Expected } from './expected.ts';
import { adoptingStatements } from './adopt/statements.ts';
import { Refusal } from './adopt/writers.ts';

/**
 * Leaves out what differs in words alone, since another major version of Postgres writes it. What
 * the database has is made on the throwaway server, in a transaction that is taken back: if that
 * server then says what it said before, it is the same.
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
 * @returns why they cannot be run; undefined if they were
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

/** A privilege that may not be granted or revoked is no error to Postgres. */
async function requireGrant(client: pg.ClientBase, drift: Drift): Promise<void> {
  if (drift.kind !== 'grant') return;
  const read = { read: [groupOf('grant')], names: [drift.name], inBlock: true };
  const made = (await readObjects(client, read)).get(keyOf(drift));
  const privileges = (facts: Readonly<Record<string, string>> = {}) =>
    facts['privileges']?.replaceAll(/, MAINTAIN|MAINTAIN, |MAINTAIN/g, '') ?? '';
  if (privileges(made?.facts) === privileges(drift.there?.facts)) return;
  throw new Refusal('the role that migrates may not grant or revoke it');
}

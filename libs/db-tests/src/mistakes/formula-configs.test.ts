import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { call, signIn } from '@parakeet/db-harness/actions';
import { hotReads } from '@parakeet/db-harness/hot-reads';

const db = useDatabase();

/** The active config, as the app reads it. */
async function active(lifter: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(hotReads['the active formula config']?.sql ?? '', [
    lifter,
  ]);
  return rows.map(({ id }) => id);
}

const good = { source: 'user', overrides: { block1: { heavy: { pct: 0.8 } } } } as const;

describe('a second formula config that failed after the first had been switched off', () => {
  it('as two requests, the lifter is left without any: what the app did', async () => {
    const lifter = await signIn(db);
    // each request is a transaction of its own
    await db.query('update public.formula_configs set is_active = false where id = $1', [
      lifter.config,
    ]);
    const refusal = await db.refused(
      `insert into public.formula_configs (user_id, version, source, overrides)
       values ($1, 2, 'user', '{"block1": {"heavy": {"pct": 80}}}')`,
      [lifter.id],
    );
    expect(refusal.constraint).toBe('formula_configs_overrides_contract');
    expect(await active(lifter.id)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['its overrides', { overrides: { block1: { heavy: { pct: 80 } } } }, '23514'],
    ['its source', { source: 'coach' }, '23514'],
    ['its id being nothing', { id: null }, '23502'],
  ])('save_formula_config that fails for %s leaves the first as it was', async (_, wrong, code) => {
    const lifter = await signIn(db);
    const args = { id: randomUUID(), ...good };
    const refusal = await db.attempt(() => call(db, 'save_formula_config', { ...args, ...wrong }));
    expect(refusal?.code).toBe(code);
    expect(await active(lifter.id)).toEqual([lifter.config]);
  });

  it('one that succeeds is the active one, and the only one', async () => {
    const lifter = await signIn(db);
    const { id } = await call(db, 'save_formula_config', { id: randomUUID(), ...good });
    expect(await active(lifter.id)).toEqual([id]);
  });

  it('nor is a second one active beside the first, for any writer (23505)', async () => {
    const lifter = await signIn(db);
    const refusal = await db.refused(
      `insert into public.formula_configs (user_id, version, source) values ($1, 2, 'user')`,
      [lifter.id],
    );
    expect([refusal.code, refusal.constraint]).toEqual([
      '23505',
      'formula_configs_user_id_active_idx',
    ]);
  });
});

import { randomUUID } from 'node:crypto';
import { SaveFormulaConfigArgs } from '@parakeet/db-types';
import { expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { type ActionArgs, call, signIn } from '@parakeet/db-harness/actions';

const db = useDatabase();

const config = (changes: Partial<ActionArgs<'save_formula_config'>> = {}) => ({
  id: randomUUID(),
  source: 'user' as const,
  overrides: { block1: { heavy: { pct: 0.8 } } },
  ...changes,
});

/** The configs of the signed-in lifter, in the order of their versions. */
const configs = () =>
  db.query<{ id: string; version: number; is_active: boolean }>(
    'select id, version, is_active from public.formula_configs order by version',
  );

it('saves the next version, and makes it the active config', async () => {
  const lifter = await signIn(db);
  const args = config({ source: 'ai_suggestion', ai_rationale: 'less volume' });
  expect(SaveFormulaConfigArgs.parse(args)).toEqual(args);
  expect(await call(db, 'save_formula_config', args)).toMatchObject({
    ...args,
    user_id: lifter.id,
    version: 2,
    is_active: true,
  });
  expect(await configs()).toEqual([
    { id: lifter.config, version: 1, is_active: false },
    { id: args.id, version: 2, is_active: true },
  ]);
});

it('saves a lifter’s first config', async () => {
  await db.asLifter(await db.createLifter());
  expect(await call(db, 'save_formula_config', config())).toMatchObject({
    version: 1,
    is_active: true,
    ai_rationale: null,
  });
});

it('sent twice, returns the first result and changes nothing', async () => {
  await signIn(db);
  const args = config();
  const first = await call(db, 'save_formula_config', args);
  const before = await configs();
  expect(await call(db, 'save_formula_config', { ...args, overrides: {} })).toEqual(first);
  expect(await configs()).toEqual(before);
});

it('sent again after the next config, does not bring the old one back', async () => {
  await signIn(db);
  const [first, second] = [config(), config()];
  await call(db, 'save_formula_config', first);
  await call(db, 'save_formula_config', second);
  expect(await call(db, 'save_formula_config', first)).toMatchObject({ is_active: false });
  expect((await configs()).find(({ is_active }) => is_active)?.id).toBe(second.id);
});

it('keeps the active config where the new one is refused (23514)', async () => {
  await signIn(db);
  const before = await configs();
  const refused = async (change: object) =>
    db.attempt(() => call(db, 'save_formula_config', { ...config(), ...change }));
  expect(await refused({ overrides: { block1: { heavy: { pct: 80 } } } })).toMatchObject({
    code: '23514',
    constraint: 'formula_configs_overrides_contract',
  });
  expect(await refused({ source: 'coach' })).toMatchObject({
    code: '23514',
    constraint: 'formula_configs_source_check',
  });
  expect(await configs()).toEqual(before);
});

it('leaves the configs of others as they are', async () => {
  const other = await signIn(db);
  await signIn(db);
  await call(db, 'save_formula_config', config());
  await db.asLifter(other.id);
  expect(await configs()).toEqual([{ id: other.config, version: 1, is_active: true }]);
});

import { contractErrors, FormulaOverrides, PlannedSets, rowSchemas } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, insertRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** As a phone writes numbers with a decimal: JSON.parse cannot tell 5.0 from 5. */
const deload = '{"deload": {"pct": 0.40, "sets": 3, "reps": 5, "rpe_target": 5.0}}';
const plan = '[{"set_number": 1, "weight_grams": 70000.0, "reps": 5, "rpe_target": 5.0}]';

describe('a validator that dropped the whole plan because one deload RPE was 5.0', () => {
  it('5.0 is an RPE, in a deload too, and the plan is as it was', () => {
    expect(FormulaOverrides.parse(JSON.parse(deload))).toEqual(JSON.parse(deload));
    expect(PlannedSets.parse(JSON.parse(plan))).toEqual(JSON.parse(plan));
  });

  it('and so it is in the database, which keeps its 5.0 and gives it back to be read', async () => {
    const lifter = await db.createLifter();
    const config = await insertRow(db, 'formula_configs', lifter);
    await db.asLifter(lifter);
    await db.query('update public.formula_configs set overrides = $2::text::jsonb where id = $1', [
      config,
      deload,
    ]);
    const [program] = await insertJson<{ id: string }>(
      db,
      'programs',
      {
        user_id: lifter,
        total_weeks: 10,
        start_date: '2026-01-05',
        lifter_maxes_id: await insertRow(db, 'lifter_maxes', lifter),
        formula_config_id: config,
      },
      'returning id',
    );
    await db.query(
      `insert into public.sessions (user_id, program_id, week_number, day_number, primary_lift, intensity_type, is_deload, planned_sets)
       values ($1, $2, 10, 1, 'squat', 'deload', true, $3::text::jsonb)`,
      [lifter, program?.id, plan],
    );
    for (const table of ['formula_configs', 'sessions'] as const) {
      const rows = await db.query<{ text: string }>(
        `select row_to_json(t)::text as text from public.${table} as t where t::text like '%5.0%'`,
      );
      expect(rows, table).toHaveLength(1);
      const result = rowSchemas[table].row.safeParse(JSON.parse(rows[0]?.text ?? ''));
      expect(result.error?.message).toBeUndefined();
    }
  });

  it('of a plan with a mistake in it one is told where it is, and loses nothing else', () => {
    const wrong: unknown = JSON.parse(plan.replace('5.0}', '5.2}'));
    const found = PlannedSets.safeParse(wrong);
    expect(found.error?.issues).toHaveLength(1);
    expect(found.error?.issues[0]?.path).toEqual([0, 'rpe_target']);
    expect(found.error && contractErrors(found.error)).toEqual([
      '[0].rpe_target must be in steps of 0.5',
    ]);
  });
});

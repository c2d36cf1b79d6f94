import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  ActualSets,
  AppliedAdjustments,
  FormulaOverrides,
  JitInputSnapshot,
  PlannedSets,
  RecoveryPayload,
  SorenessRatings,
  WarmupSteps,
  contractErrors,
} from './index.ts';

const errors = (schema: z.ZodType, text: string) => {
  const { error } = schema.safeParse(JSON.parse(text));
  return error ? contractErrors(error) : [];
};

describe('contractErrors', () => {
  const said: [schema: z.ZodType, text: string, message: string][] = [
    [
      FormulaOverrides,
      '{"block1": {"heavy": {"pct": 1.2}}}',
      'block1.heavy.pct must be between 0.4 and 1.05',
    ],
    [
      FormulaOverrides,
      '{"block1": {"heavy": {"pct": "0.8"}}}',
      'block1.heavy.pct must be a number, not "0.8"',
    ],
    [
      FormulaOverrides,
      '{"block1": {}}',
      'block1 must have at least one of heavy, explosive or rep',
    ],
    [
      FormulaOverrides,
      '{"block1": {"rep": {"pct_min": 0.8, "pct_max": 0.7}}}',
      'block1.rep.pct_min must not be more than pct_max',
    ],
    [
      FormulaOverrides,
      '{"deload": {"rpe_target": 5.2}}',
      'deload.rpe_target must be in steps of 0.5',
    ],
    [FormulaOverrides, '{"blok": {}}', 'the value has an unknown key "blok"'],
    [ActualSets, 'null', 'the value must be a list of 0 to 200 elements, not null'],
    [
      ActualSets,
      '[{"set_number": 1, "weight_grams": 0.5, "reps_completed": 0}]',
      '[0].weight_grams must be a whole number, not 0.5',
    ],
    [
      ActualSets,
      '[{"set_number": 1, "weight_grams": 1e400, "reps_completed": 0}]',
      '[0].weight_grams must be a whole number, not Infinity',
    ],
    [ActualSets, '[{"set_number": 1, "reps_completed": 0}]', '[0].weight_grams is missing'],
    [
      ActualSets,
      String.raw`[{"set_number": 1, "weight_grams": 1, "reps_completed": 0, "notes": "\u0000"}]`,
      '[0].notes must not hold a NUL character, which Postgres cannot store',
    ],
    [
      PlannedSets,
      '[{"set_number": 1, "weight_grams": 1, "reps": 1, "reps_range": [2, 1]}]',
      '[0].reps_range must go from low to high',
    ],
    [
      ActualSets,
      '[{"set_number": 1, "weight_grams": 1, "reps_completed": 1}, {"set_number": 1, "weight_grams": 1, "reps_completed": 1}]',
      '[1].set_number must be unique in the list',
    ],
    [SorenessRatings, '{"quads": 6}', 'quads must be between 1 and 5'],
    [WarmupSteps, '[]', 'the value must be a list of 1 to 20 elements, not one of 0'],
    [JitInputSnapshot, '{"version": 9}', 'version must be a known version: 1'],
    [JitInputSnapshot, '[]', 'the value must be an object, not a list'],
    [RecoveryPayload, '[]', 'the value must be an object, not a list'],
    [RecoveryPayload, '{"a": {"b c": 1e400}}', 'a["b c"] cannot be stored: JSON has no Infinity'],
    [AppliedAdjustments, '"[]"', 'the value must be a list of 0 to 200 elements, not "[]"'],
  ];

  it.each(said.map(([schema, text, message]) => ({ schema, text, message })))(
    'says: $message',
    ({ schema, text, message }) => {
      expect(errors(schema, text)).toEqual([message]);
    },
  );

  it('names every fault of a document', () => {
    const text =
      '[{"set_number": 0, "weight_grams": -1, "reps_completed": 5, "rpe": 8, "kg": 140}]';
    expect(errors(ActualSets, text)).toEqual([
      '[0].set_number must be between 1 and 200',
      '[0].weight_grams must be between 0 and 1000000',
      '[0] has unknown keys "rpe", "kg"',
    ]);
    const crossed =
      '{"block1": {"rep": {"sets_min": 4, "sets_max": 3, "reps_min": 4, "reps_max": 3}}}';
    expect(errors(FormulaOverrides, crossed)).toHaveLength(2);
  });

  it('stays short for any input', () => {
    const list: unknown[] = Array.from({ length: 500_000 }, () => null);
    expect(ActualSets.safeParse(list).error?.issues).toHaveLength(1);
    const keys = Object.fromEntries(
      Array.from({ length: 1000 }, (_, key) => [`${key}${'k'.repeat(1000)}`, 1]),
    );
    const [message, ...more] = errors(FormulaOverrides, JSON.stringify(keys));
    expect(more).toEqual([]);
    expect(message).toMatch(/^the value has unknown keys "0k+…", .* and 995 more$/);
    expect(message?.length).toBeLessThan(300);
  });

  it('refuses an undefined, as the row schemas do: JSON has none', () => {
    const { error } = FormulaOverrides.safeParse({ deload: undefined });
    expect(error && contractErrors(error)).toEqual(['deload is missing']);
  });
});

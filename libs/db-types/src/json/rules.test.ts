import { halfSteps } from '@parakeet/schema-runtime/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  ActualSets,
  BlockOverrides,
  PlannedSet,
  RecoveryPayload,
  RepOverrides,
  SorenessRatings,
  jsonContracts,
  rulesOf,
} from './index.ts';

/** A schema, and all that it is made of. */
function parts(schema: z.core.$ZodType): z.core.$ZodType[] {
  return [schema, ...children(schema).flatMap(parts)];
}

function children(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodTuple) return schema.def.items;
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) {
    return [schema.unwrap()];
  }
  return [];
}

const contracts = Object.values(jsonContracts).flatMap((columns): z.ZodType[] =>
  Object.values(columns),
);

describe('the rules', () => {
  it('are readable as data', () => {
    expect(rulesOf(RepOverrides)).toEqual([
      { rule: 'ordered', keys: ['pct_min', 'pct_max'] },
      { rule: 'ordered', keys: ['sets_min', 'sets_max'] },
      { rule: 'ordered', keys: ['reps_min', 'reps_max'] },
    ]);
    expect(rulesOf(ActualSets)).toEqual([{ rule: 'unique_by', key: 'set_number' }]);
    expect(rulesOf(PlannedSet.shape.reps_range.unwrap())).toEqual([
      { rule: 'ordered', keys: [0, 1] },
    ]);
    expect(rulesOf(BlockOverrides)).toEqual([
      { rule: 'at_least_one', keys: ['heavy', 'explosive', 'rep'] },
    ]);
    expect(rulesOf(SorenessRatings)).toHaveLength(1);
    expect(rulesOf(halfSteps(1, 10))).toEqual([{ rule: 'step', step: 0.5 }]);
    expect(rulesOf(RecoveryPayload)).toEqual([
      { rule: 'json_object', max_depth: 500, max_bytes: 262_144 },
    ]);
  });

  it('are the only checks besides Zod’s own', () => {
    const known = new Set([
      'number_format',
      'greater_than',
      'less_than',
      'min_length',
      'max_length',
    ]);
    const schemas = contracts.flatMap(parts);
    expect(schemas.length).toBeGreaterThan(100);
    for (const schema of schemas) {
      const checks = (schema._zod.def.checks ?? []).map((check) => check._zod.def.check);
      const others = checks.filter((check) => !known.has(check));
      expect(others).toEqual(rulesOf(schema).map(() => 'custom'));
    }
  });

  it('are none of transforms, defaults, coercion and loose objects', () => {
    const types = new Set(contracts.flatMap(parts).map((schema) => schema._zod.def.type));
    expect([...types].toSorted()).toEqual([
      'array',
      'custom',
      'enum',
      'literal',
      'nullable',
      'number',
      'object',
      'optional',
      'string',
      'tuple',
      'union',
    ]);
    for (const schema of contracts.flatMap(parts)) {
      expect(schema).not.toHaveProperty('def.coerce', true);
      if (schema instanceof z.ZodObject) {
        expect(schema.def.catchall?._zod.def.type).toBe('never');
      }
    }
  });

  it('come with a description of each contract', () => {
    for (const contract of contracts) expect(contract.meta()?.description).toMatch(/\.$/);
  });
});

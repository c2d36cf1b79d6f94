import { maxDepth } from '@parakeet/schema-runtime/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { CatalogueTable } from './model.ts';
import { differingVocabularies, vocabulariesOf } from './vocabularies.ts';

const table = (values: readonly string[]): CatalogueTable => ({
  schema: 'public',
  name: 'volumes',
  columns: [
    {
      name: 'muscle',
      type: { name: 'text', isArray: false, sql: 'text' },
      nullable: false,
      hasDefault: false,
      generated: false,
      values,
    },
  ],
});
const words = ['quads', 'glutes', 'biceps'];
const contract = z.strictObject({
  muscles: z.array(z.enum(words)),
  first: z.enum(words).nullable(),
});
const vocabularies = vocabulariesOf(contract, 'pools.exercises');

describe('vocabularies', () => {
  it('are found wherever a contract has them', () => {
    expect(vocabularies).toEqual([
      { place: 'pools.exercises.muscles[]', words },
      { place: 'pools.exercises.first', words },
    ]);
  });

  it('are found inside optional, default, record, tuple rest, lazy and recursive schemas', () => {
    const Exercise = z.strictObject({
      muscle: z.enum(words).optional(),
      aims: z.record(z.string(), z.enum(words)),
      usual: z.enum(words).default('quads').readonly(),
      pair: z.tuple([z.enum(words), z.union([z.enum(words), z.null()])], z.enum(words)),
      get variants() {
        return z.array(Exercise).exactOptional();
      },
    });
    const found = vocabulariesOf(maxDepth(z.lazy(() => Exercise).nullish(), 9), 'exercises');
    expect(found).toEqual(
      ['muscle', 'aims.*', 'usual', 'pair[]', 'pair[]', 'pair[]'].map((step) => ({
        place: `exercises.${step}`,
        words,
      })),
    );
  });

  it('of an optional key are compared with the CHECK', () => {
    const optional = vocabulariesOf(z.object({ muscle: z.enum(words).optional() }), 'exercises');
    expect(differingVocabularies([table(['quads', 'glutes'])], optional, new Set())).toEqual([
      'the CHECK of public.volumes.muscle refuses biceps, which the contract takes: exercises.muscle',
    ]);
  });

  it('in another order, or with hardly a common word, are no fault', () => {
    const same = differingVocabularies([table(words.toReversed())], vocabularies, new Set());
    const other = differingVocabularies([table(['quads', 'other'])], vocabularies, new Set());
    expect([same, other]).toEqual([[], []]);
  });

  it('that differ are reported with both places', () => {
    expect(
      differingVocabularies([table(['quads', 'glutes', 'core'])], vocabularies, new Set()),
    ).toEqual([
      'the CHECK of public.volumes.muscle takes core, which the contract refuses: pools.exercises.muscles[], pools.exercises.first',
      'the CHECK of public.volumes.muscle refuses biceps, which the contract takes: pools.exercises.muscles[], pools.exercises.first',
    ]);
  });

  it('may differ if a migration allows it', () => {
    const allowed = new Set(['public.volumes.muscle']);
    expect(differingVocabularies([table(['quads', 'glutes'])], vocabularies, allowed)).toEqual([]);
  });
});

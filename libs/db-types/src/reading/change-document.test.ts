import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  ActualSets,
  changeDocument,
  contractErrors,
  FormulaOverrides,
  JitInputSnapshot,
  readRow,
  SorenessRatings,
  WarmupSteps,
} from '../index.ts';
import { accepts } from '../json/fixtures/jit-input-snapshot.ts';

/** A document as an app reads it. */
function read<Document>(contract: z.ZodType<Document, Document>, input: unknown): Document {
  const { row, unread } = readRow(contract, input);
  if (unread) throw new Error(JSON.stringify(unread.problems));
  return row;
}

/** What is wrong with a change, in sentences. */
function refusal(change: () => unknown): string[] {
  try {
    change();
  } catch (error) {
    if (error instanceof z.ZodError) return contractErrors(error);
    throw error;
  }
  return [];
}

const overrides = read(FormulaOverrides, {
  block1: { heavy: { pct: 0.8, tempo: [3, 1] }, sprint: { pct: 1 } },
  goal: 'strength',
});

describe('changeDocument', () => {
  it('keeps unknown keys of rebuilt objects', () => {
    const before = JSON.stringify(overrides);
    const changed = changeDocument(FormulaOverrides, overrides, () => ({
      block1: { heavy: { pct: 0.9 } },
      deload: { sets: 3 },
    }));
    expect(changed).toEqual({
      block1: { heavy: { pct: 0.9, tempo: [3, 1] }, sprint: { pct: 1 } },
      deload: { sets: 3 },
      goal: 'strength',
    });
    expect(JSON.stringify(overrides)).toBe(before);
  });

  it('drops the unknown keys of removed parts', () => {
    const changed = changeDocument(FormulaOverrides, overrides, () => ({}));
    expect(changed).toEqual({ goal: 'strength' });
  });

  it('keeps a key __proto__, and touches no prototype', () => {
    const ratings = read(SorenessRatings, JSON.parse('{"quads": 1, "__proto__": {"a": 1}}'));
    const changed = changeDocument(SorenessRatings, ratings, () => ({ quads: 2 }));
    expect(JSON.stringify(changed)).toBe('{"__proto__":{"a":1},"quads":2}');
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
  });

  it('keeps those of a list by its unique key, wherever an element moves', () => {
    const sets = read(ActualSets, [
      { set_number: 1, weight_grams: 1, reps_completed: 5, velocity: 0.5 },
      { set_number: 2, weight_grams: 1, reps_completed: 5, velocity: 0.4 },
    ]);
    const changed = changeDocument(ActualSets, sets, () => [
      { set_number: 3, weight_grams: 3, reps_completed: 3 },
      { set_number: 2, weight_grams: 2, reps_completed: 3 },
    ]);
    expect(changed).toEqual([
      { set_number: 3, weight_grams: 3, reps_completed: 3 },
      { set_number: 2, weight_grams: 2, reps_completed: 3, velocity: 0.4 },
    ]);
  });

  it('keeps those of other lists where an element is spread', () => {
    const steps = read(WarmupSteps, [
      { pct: 0.5, reps: 5, rest_seconds: 60 },
      { pct: 0.8, reps: 3, rest_seconds: 90 },
    ]);
    const changed = changeDocument(WarmupSteps, steps, ([first, ...others]) =>
      others.map((step) => ({ ...step, reps: first?.reps ?? 1 })),
    );
    expect(changed).toEqual([{ pct: 0.8, reps: 5, rest_seconds: 90 }]);
  });

  it('keeps those in a version, optional keys and places of a tuple', () => {
    const [text = ''] = Object.values(accepts);
    const snapshot = { ...JSON.parse(text), volume_limits: { quads: { mev: 1, mrv: 2, mav: 3 } } };
    const changed = changeDocument(
      JitInputSnapshot,
      read(JitInputSnapshot, snapshot),
      (before) => ({
        ...before,
        volume_limits: { quads: { mev: 0, mrv: 2 } },
      }),
    );
    expect(changed.volume_limits).toEqual({ quads: { mev: 0, mrv: 2, mav: 3 } });
    const Pair = z.strictObject({
      pair: z.tuple([z.strictObject({ a: z.int() }), z.int()]).nullable(),
    });
    const pair = read(Pair, { pair: [{ a: 1, b: 2 }, 3] });
    const after: z.output<typeof Pair> = { pair: [{ a: 2 }, 4] };
    const paired = changeDocument(Pair, pair, () => after);
    expect(paired).toEqual({ pair: [{ a: 2, b: 2 }, 4] });
  });

  it('refuses a known part that violates the contract', () => {
    expect(
      refusal(() => changeDocument(FormulaOverrides, overrides, () => ({ deload: { sets: 9 } }))),
    ).toEqual(['deload.sets must be between 1 and 5']);
    const set = { set_number: 1, weight_grams: 1, reps_completed: 1 };
    expect(refusal(() => changeDocument(ActualSets, [set], () => [set, set]))).toEqual([
      '[1].set_number must be unique in the list',
    ]);
  });

  it('refuses a key that the document did not have', () => {
    const mistyped = { ...overrides, delaod: { sets: 3 } };
    expect(refusal(() => changeDocument(FormulaOverrides, overrides, () => mistyped))).toEqual([
      'the value has unknown keys "goal", "delaod"',
    ]);
  });

  it.each([
    ['a version', JitInputSnapshot, { version: 2 }, 'version must be a known version: 1'],
    ['a limit', SorenessRatings, { quads: 6 }, 'quads must be between 1 and 5'],
  ])('refuses %s that was not understood, before it is changed', (_, contract, document, said) => {
    const change = () =>
      // as a caller without types may do
      Reflect.apply(changeDocument, undefined, [contract, document, () => expect.fail()]);
    expect(refusal(change)).toEqual([said]);
  });

  it('carries for a compiled contract too', () => {
    const compiled = z.compile(FormulaOverrides, { strict: true });
    const changed = changeDocument(compiled, overrides, () => ({ block1: { heavy: {} } }));
    expect(changed.block1?.heavy).toEqual({ tempo: [3, 1] });
  });
});

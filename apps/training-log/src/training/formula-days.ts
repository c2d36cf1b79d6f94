import {
  changeDocument,
  DeloadOverrides,
  FormulaOverrides,
  IntensityOverrides,
} from '@parakeet/db-types';
import { intensityName, type IntensityType } from './lifts.ts';
import { limitOf, type Limit } from './limits.ts';
import type { Block } from './plan.ts';

/** A kind of day in the formula, and the range of each choice in the contract. */
export interface FormulaDay {
  readonly name: string;
  readonly title: string;
  readonly intensity: IntensityType;
  readonly block: Block | null;
  /** In percent, sets and reps. */
  readonly limits: Readonly<Record<'pct' | 'sets' | 'reps', Limit>>;
}

/** The range of a choice in the contract; a fraction of the one-rep max becomes percent. */
function limitsOf({ shape }: typeof IntensityOverrides | typeof DeloadOverrides) {
  const { least, most } = limitOf(shape.pct);
  return {
    pct: { least: Math.round(100 * least), most: Math.round(100 * most) },
    sets: limitOf(shape.sets),
    reps: limitOf(shape.reps),
  };
}

const limits = limitsOf(IntensityOverrides);
const deload: FormulaDay = {
  name: 'deload',
  title: 'Deload',
  intensity: 'deload',
  block: null,
  limits: limitsOf(DeloadOverrides),
};

/** The days of a formula. */
export const daysOfFormula: readonly [FormulaDay, ...FormulaDay[]] = [
  deload,
  ...([1, 2, 3] as const).flatMap((block) =>
    (['heavy', 'explosive', 'rep'] as const).map((intensity) => ({
      name: `block${block} ${intensity}`,
      title: `Block ${block}, ${intensityName[intensity].toLowerCase()}`,
      intensity,
      block,
      limits,
    })),
  ),
];

/** Overrides with a changed day. Keys of a newer app stay. */
export function overridden(
  overrides: FormulaOverrides,
  { intensity, block }: FormulaDay,
  changes: IntensityOverrides,
): FormulaOverrides {
  return changeDocument(FormulaOverrides, overrides, (before) => {
    if (intensity === 'deload' || block === null) {
      return { ...before, deload: { ...before.deload, ...changes } };
    }
    const key = ({ 1: 'block1', 2: 'block2', 3: 'block3' } as const)[block];
    const ofBlock = before[key];
    return {
      ...before,
      [key]: { ...ofBlock, [intensity]: { ...ofBlock?.[intensity], ...changes } },
    };
  });
}

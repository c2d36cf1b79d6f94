import { strict, word } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';

/** The nine muscle groups whose soreness and volume are kept. */
export const MuscleGroup = word([
  'quads',
  'hamstrings',
  'glutes',
  'lower_back',
  'upper_back',
  'chest',
  'triceps',
  'shoulders',
  'biceps',
]);
export type MuscleGroup = z.output<typeof MuscleGroup>;

/**
 * A map of muscle group to some value, without those that have none. An object of nine optional
 * keys, since Zod's records pass over a key `__proto__` in silence.
 */
export function perMuscle<Value extends z.ZodType>(value: Value) {
  const optional = value.exactOptional();
  return strict({
    quads: optional,
    hamstrings: optional,
    glutes: optional,
    lower_back: optional,
    upper_back: optional,
    chest: optional,
    triceps: optional,
    shoulders: optional,
    biceps: optional,
  } satisfies Record<MuscleGroup, z.ZodType>);
}

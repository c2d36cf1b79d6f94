/**
 * The one-rep max that a set tells of, by Epley: weight × (1 + reps / 30), where one rep is the
 * weight itself and none is nothing.
 *
 * @param grams the weight lifted
 * @returns whole grams
 */
export function estimateOneRepMax(grams: number, reps: number): number {
  if (reps <= 0) return 0;
  return reps === 1 ? grams : Math.round(grams * (1 + reps / 30));
}

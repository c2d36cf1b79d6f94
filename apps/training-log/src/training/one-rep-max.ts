import type { IntensityType } from './lifts.ts';

/**
 * Percent of the one-rep max. Each entry is half a rep further from an all-out single (RPE 10): the
 * second is a single at RPE 9.5, the third an all-out double or a single at RPE 9. The RPE chart of
 * M. Tuchscherer's Reactive Training Systems, which has 1 to 12 reps at RPE 6.5 to 10; the numbers
 * are as https://coachsheet.fitness/tools/rpe-calculator quotes them. RPE 6 continues the same
 * line, by this app's choice. Lifters differ by some percent, as he says himself:
 * https://articles.reactivetrainingsystems.com/2016/01/06/customizing-your-rpe-chart/
 */
const chart = [
  100, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85, 83.7, 82.4, 81.1, 79.9, 78.6, 77.4, 76.2,
  75.1, 73.9, 72.3, 70.7, 69.4, 68, 66.7, 65.3, 64, 62.6, 61.3, 59.9, 58.6,
] as const;
const mostReps = 12;
const leastRpe = 6;

/**
 * The estimated one-rep max of a set. A set without an RPE counts as all-out, so the estimate
 * promises no more than the lifter showed.
 *
 * @param grams the weight lifted
 * @returns whole grams; undefined without an entry in the chart: no reps, many reps, or an easy set
 */
export function estimateOneRepMax(grams: number, reps: number, rpe = 10): number | undefined {
  if (reps < 1 || reps > mostReps || rpe < leastRpe || grams <= 0) return undefined;
  const percent = chart[Math.round(2 * (reps - 1 + 10 - rpe))];
  return percent === undefined ? undefined : Math.round((grams * 100) / percent);
}

/**
 * Whether the sets of such a day show a lifter's strength: those of speed days and deloads do not.
 */
export function tellsStrength(intensity: IntensityType | (string & {})): boolean {
  return intensity === 'heavy' || intensity === 'rep';
}

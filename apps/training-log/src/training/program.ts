import type { BlockAssignment, Lift, ProgramSession } from '@parakeet/db-types';
import { addDays, daysBetween } from './day.ts';
import { lifts } from './lifts.ts';

/** Three blocks of three weeks, and a week of rest. */
export const totalWeeks = 10;
export const daysPerWeek = 3;
const intensities = ['heavy', 'explosive', 'rep'] as const;
const blocks = [1, 2, 3] as const;

/**
 * The sessions of a program: squat, bench and deadlift on every other day of the week. A week
 * begins on the weekday of the start. Each lift is heavy, explosive and for reps once a block. The
 * last week is a deload, in no block.
 *
 * @param startDay the lifter's calendar day of the first session
 * @param newId makes the id of a session
 */
export function programSessions(startDay: string, newId: () => string): ProgramSession[] {
  return Array.from({ length: totalWeeks }, (_week, week) =>
    lifts.map((lift, day): ProgramSession => {
      const block = blocks[Math.floor(week / 3)] ?? null;
      return {
        id: newId(),
        week_number: week + 1,
        day_number: day + 1,
        planned_date: addDays(startDay, 7 * week + 2 * day),
        primary_lift: lift,
        intensity_type: block === null ? 'deload' : (intensities[(week + day) % 3] ?? 'heavy'),
        block_number: block,
        is_deload: block === null,
      };
    }),
  ).flat();
}

const auxiliaryExercises: Readonly<Record<Lift, readonly [string, string, string]>> = {
  squat: ['Pause squat', 'Bulgarian split squat', 'Leg curl'],
  bench: ['Close-grip bench press', 'Overhead press', 'Chest-supported row'],
  deadlift: ['Romanian deadlift', 'Hip thrust', 'Lat pulldown'],
};

/** Two auxiliary exercises for each lift and block: each block takes the next two of the pool. */
export function blockAssignments(): BlockAssignment[] {
  return blocks.flatMap((block) =>
    lifts.map((lift): BlockAssignment => {
      const [first, second, third] = auxiliaryExercises[lift];
      const [exercise_1, exercise_2] = (
        [
          [first, second],
          [second, third],
          [third, first],
        ] as const
      )[block - 1] ?? [first, second];
      return { block_number: block, lift, exercise_1, exercise_2 };
    }),
  );
}

/** The default auxiliary exercises of a lift. */
export function usualExercises(lift: Lift): [string, string] {
  const [first, second] = auxiliaryExercises[lift];
  return [first, second];
}

/** How many weeks before or after today a program may begin: a mistyped year is outside. */
const weeksBack = 4;
const weeksAhead = 52;

/** The error of a program's first day, in words. */
export function startProblem(start: string, today: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(start)) return 'Choose a day.';
  const away = daysBetween(today, start);
  if (away < -7 * weeksBack) return `A program begins at most ${weeksBack} weeks ago.`;
  if (away > 7 * weeksAhead) return 'A program begins within a year.';
  return undefined;
}

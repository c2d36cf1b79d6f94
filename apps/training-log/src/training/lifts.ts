import type { Lift, MuscleGroup, Tables } from '@parakeet/db-types';

export const lifts = ['squat', 'bench', 'deadlift'] as const satisfies readonly Lift[];

export const muscles = [
  'quads',
  'hamstrings',
  'glutes',
  'lower_back',
  'upper_back',
  'chest',
  'triceps',
  'shoulders',
  'biceps',
] as const satisfies readonly MuscleGroup[];

export type IntensityType = Tables<'sessions'>['intensity_type'];

export const liftName: Readonly<Record<Lift, string>> = {
  squat: 'Squat',
  bench: 'Bench',
  deadlift: 'Deadlift',
};

export const intensityName: Readonly<Record<IntensityType, string>> = {
  heavy: 'Heavy',
  explosive: 'Explosive',
  rep: 'For reps',
  deload: 'Deload',
};

export const muscleName: Readonly<Record<MuscleGroup, string>> = {
  quads: 'Quads',
  hamstrings: 'Hamstrings',
  glutes: 'Glutes',
  lower_back: 'Lower back',
  upper_back: 'Upper back',
  chest: 'Chest',
  triceps: 'Triceps',
  shoulders: 'Shoulders',
  biceps: 'Biceps',
};

/** How much a set of a lift counts for a muscle: 1 for a main one, 0.5 for a secondary one. */
export const muscleShare: Readonly<Record<Lift, Readonly<Partial<Record<MuscleGroup, 1 | 0.5>>>>> =
  {
    squat: { quads: 1, glutes: 1, hamstrings: 0.5, lower_back: 0.5 },
    bench: { chest: 1, triceps: 0.5, shoulders: 0.5 },
    deadlift: { hamstrings: 1, glutes: 1, lower_back: 1, upper_back: 0.5 },
  };

/** The sets of each muscle in some sets of a lift. */
export function setsPerMuscle(lift: Lift, sets: number): Partial<Record<MuscleGroup, number>> {
  const counted: Partial<Record<MuscleGroup, number>> = {};
  for (const muscle of muscles) {
    const share = muscleShare[lift][muscle];
    if (share !== undefined && sets > 0) counted[muscle] = share * sets;
  }
  return counted;
}

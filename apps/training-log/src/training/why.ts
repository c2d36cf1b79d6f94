import type { JitInputSnapshot, Tables } from '@parakeet/db-types';
import { acceptedOf, adjustmentsOf, disruptionsOf, type Disruption } from './disruption.ts';
import { intensityName, liftName, muscleName, muscles, muscleShare } from './lifts.ts';
import { formulaOf, sorenessEffect } from './plan.ts';
import { oneRepMaxOf } from './session-plan.ts';

type Session = Tables<'sessions'>;

/**
 * The inputs of a plan, in sentences.
 *
 * @param show shows grams in the lifter's unit
 */
export function whyPlan(
  snapshot: JitInputSnapshot,
  config: Tables<'formula_configs'> | undefined,
  disruptions: readonly Disruption[],
  session: string,
  show: (grams: number) => string,
): string[] {
  const lift = snapshot.primary_lift;
  const max = show(snapshot.one_rm_grams);
  const sentences = [
    `${intensityName[snapshot.intensity_type]} day, from a one-rep max of ${max}.`,
  ];
  if (config?.id === snapshot.formula_config_id) {
    const { pct, sets, reps } = formulaOf({
      intensity: snapshot.intensity_type,
      block: snapshot.block_number,
      overrides: config.overrides,
    });
    sentences.push(`The formula says ${sets} × ${reps} at ${Math.round(pct * 1000) / 10} %.`);
  }
  const effect = sorenessEffect(lift, snapshot.soreness_ratings);
  if (effect !== undefined) sentences.push(effect);
  for (const muscle of muscles) {
    const limit = snapshot.volume_limits[muscle];
    const done = snapshot.sets_per_muscle_this_week[muscle] ?? 0;
    if (limit === undefined || muscleShare[lift][muscle] !== 1) continue;
    sentences.push(`${muscleName[muscle]}: ${done} of at most ${limit.mrv} sets done this week.`);
  }
  const considered = disruptions.filter(({ id }) => snapshot.disruption_ids.includes(id));
  sentences.push(...acceptedOf(session, considered).map(({ rationale }) => rationale));
  return sentences;
}

/** The changes since a plan was made, in sentences; empty if there are none. */
export function changedSince(
  session: Session,
  now: {
    readonly maxes: Tables<'lifter_maxes'> | undefined;
    readonly config: Tables<'formula_configs'> | undefined;
    readonly disruptions: readonly Disruption[];
  },
): string[] {
  const snapshot = session.jit_input_snapshot;
  if (snapshot === null) return [];
  const changed: string[] = [];
  const lift = session.primary_lift;
  if (now.maxes !== undefined && oneRepMaxOf(lift, now.maxes) !== snapshot.one_rm_grams) {
    changed.push(`Your max for the ${liftName[lift].toLowerCase()} has changed.`);
  }
  if (now.config !== undefined && now.config.id !== snapshot.formula_config_id) {
    changed.push('Your formula has changed.');
  }
  // a plan may consider more disruptions than those that change it
  const isAdded = adjustmentsOf(session.id, now.disruptions).ids.some(
    (id) => !snapshot.disruption_ids.includes(id),
  );
  const isOver = disruptionsOf(session.id, now.disruptions).some(
    ({ id, status }) => status === 'resolved' && snapshot.disruption_ids.includes(id),
  );
  if (isAdded || isOver) {
    changed.push('What you accepted because of a disruption has changed.');
  }
  return changed;
}

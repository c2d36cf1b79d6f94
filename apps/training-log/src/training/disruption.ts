import type { AppliedAdjustment, Lift, PlannedSet, Tables } from '@parakeet/db-types';
import { toPlates, type Units } from './weight.ts';

export type Disruption = Tables<'edge_cases'>;
type Session = Pick<Tables<'sessions'>, 'id' | 'planned_date' | 'primary_lift' | 'status'>;
type Case = Pick<
  Disruption,
  'case_type' | 'severity' | 'affected_date_start' | 'affected_date_end' | 'affected_lifts'
>;

export const caseName: Readonly<Record<Disruption['case_type'], string>> = {
  injury: 'Injury',
  illness: 'Illness',
  travel: 'Travel',
  fatigue: 'Fatigue',
  equipment_unavailable: 'No equipment',
  other: 'Something else',
};

/**
 * By how many percent the weights go down. A rule of thumb of this app, as in a light week. The app
 * tells lifters who are hurt or ill to ask a physician.
 */
const lighter = { minor: 10, moderate: 20 } as const;

/**
 * The app's suggestions for the planned sessions that a disruption affects. Nothing changes until
 * the lifter accepts it.
 */
export function suggestAdjustments(
  disruption: Case,
  sessions: readonly Session[],
): AppliedAdjustment[] {
  return sessions
    .filter((session) => concerns(disruption, session))
    .map(({ id: session_id }): AppliedAdjustment => {
      const what = caseName[disruption.case_type].toLowerCase();
      const { severity, case_type } = disruption;
      if (severity === 'major' || case_type === 'equipment_unavailable') {
        return {
          session_id,
          action: 'session_skipped',
          rationale: `Skipped: ${what}, ${severity}.`,
        };
      }
      const reduction_pct = lighter[severity];
      const rationale = `${reduction_pct} % lighter: ${what}, ${severity}.`;
      return { session_id, action: 'weight_reduced', reduction_pct, rationale };
    })
    .slice(0, 200);
}

function concerns(disruption: Case, { planned_date, primary_lift, status }: Session): boolean {
  if (planned_date === null || (status !== 'planned' && status !== 'in_progress')) return false;
  const { affected_date_start: first, affected_date_end: last, affected_lifts } = disruption;
  const lifts: readonly string[] = affected_lifts ?? [];
  const isLift = lifts.length === 0 || lifts.includes(primary_lift satisfies Lift);
  return isLift && planned_date >= first && (last === null || planned_date <= last);
}

/** The sets of a session after accepted adjustments. */
export function adjustSets(
  sets: readonly PlannedSet[],
  adjustments: readonly AppliedAdjustment[],
  units: Units,
): PlannedSet[] {
  return adjustments.reduce<PlannedSet[]>(
    (before, { action, reduction_pct = 0, reps_reduction = 0 }) =>
      before.map((set) => {
        if (action === 'weight_reduced') {
          const reduced = toPlates(set.weight_grams * (1 - reduction_pct / 100), units);
          return { ...set, weight_grams: reduced };
        }
        if (action !== 'reps_reduced') return set;
        const { reps_range: _range, ...rest } = set;
        return { ...rest, reps: Math.max(1, set.reps - reps_reduction) };
      }),
    [...sets],
  );
}

/** The accepted adjustments of a session, from open disruptions. */
export function adjustmentsOf(
  session: string,
  disruptions: readonly Disruption[],
): { adjustments: AppliedAdjustment[]; ids: string[] } {
  const open = disruptionsOf(session, disruptions).filter(({ status }) => status !== 'resolved');
  return { ids: open.map(({ id }) => id), adjustments: acceptedOf(session, open) };
}

/** The disruptions with an accepted change of a session, open or not. */
export function disruptionsOf(session: string, disruptions: readonly Disruption[]): Disruption[] {
  return disruptions.filter((one) => acceptedOf(session, [one]).length > 0);
}

/** The accepted changes of a session because of some disruptions, open or not. */
export function acceptedOf(
  session: string,
  disruptions: readonly Disruption[],
): AppliedAdjustment[] {
  return disruptions
    .flatMap(({ adjustment_applied: applied }) => applied ?? [])
    .filter(({ session_id }) => session_id === session);
}

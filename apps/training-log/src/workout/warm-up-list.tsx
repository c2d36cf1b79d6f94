import { useStore, useUnits } from '../lifter-context.ts';
import { stepsOf, warmupSets } from '../training/warm-up.ts';
import { platesPerSide, showWeight, weightNumber } from '../training/weight.ts';
import type { Draft } from './draft.ts';

interface WarmUpProperties {
  readonly session: Draft['session'];
  readonly isUnderWay: boolean;
}

/** The warm-up before the first set, by the lifter's protocol. */
export function WarmUpList({ session, isUnderWay }: WarmUpProperties) {
  const { known } = useStore();
  const units = useUnits();
  const config = known.warmup_configs.find(({ lift }) => lift === session.primary_lift);
  if (session.one_rm_grams === null || session.planned_sets.length === 0) return null;
  const sets = warmupSets(stepsOf(config), session.one_rm_grams, session.planned_sets, units);
  if (sets.length === 0) return null;
  return (
    <details className="card warm-up" open={!isUnderWay}>
      <summary>Warm up</summary>
      <ol className="plan-sets">
        {sets.map(({ grams, reps }, index) => (
          <li key={`${index} ${grams}`}>
            <span className="set-number">
              {reps} × {showWeight(grams, units)}
            </span>
            <span className="quiet">
              {(platesPerSide(grams, units)?.perSide ?? [])
                .map((plate) => weightNumber(plate, units))
                .join(' + ') || 'empty bar'}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

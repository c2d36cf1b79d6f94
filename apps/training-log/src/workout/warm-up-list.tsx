import { useStore, useUnits } from '../lifter-context.ts';
import { stepsOf, warmupSets } from '../training/warm-up.ts';
import { platesPerSide, showWeight, weightNumber } from '../training/weight.ts';
import type { Draft } from './draft.ts';

/** The warm-up before the first set, by the lifter's protocol: in a line, and with its plates. */
export function WarmUpList({ session }: { readonly session: Draft['session'] }) {
  const { known } = useStore();
  const units = useUnits();
  const config = known.warmup_configs.find(({ lift }) => lift === session.primary_lift);
  if (session.one_rm_grams === null || session.planned_sets.length === 0) return null;
  const sets = warmupSets(stepsOf(config), session.one_rm_grams, session.planned_sets, units);
  if (sets.length === 0) return null;
  return (
    <details className="card warm-up">
      <summary>
        <span>
          Warm up{' '}
          <span className="quiet">
            {sets.map(({ grams, reps }) => `${reps} × ${weightNumber(grams, units)}`).join(', ')}{' '}
            {units.unit}
          </span>
        </span>
      </summary>
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

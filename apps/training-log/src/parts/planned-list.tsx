import type { PlannedSet } from '@parakeet/db-types';
import { inKg } from '../training/weight.ts';

interface PlannedListProperties {
  readonly sets: readonly PlannedSet[];
  readonly exercises: readonly string[];
}

/** What is on the bar today. */
export function PlannedList({ sets, exercises }: PlannedListProperties) {
  const [first] = sets;
  return (
    <section className="card plan" aria-label="Plan">
      {first === undefined ? (
        <p className="plan-rest">The main lift rests today. Do what feels good beside it.</p>
      ) : (
        <>
          <p className="plan-weight">
            {inKg(first.weight_grams)}
            <span className="unit"> on the bar</span>
          </p>
          <ol className="plan-sets">
            {sets.map((set) => (
              <li key={set.set_number}>
                <span className="set-number">Set {set.set_number}</span>
                <span>
                  {set.reps_range ? set.reps_range.join('–') : set.reps} × {inKg(set.weight_grams)}
                </span>
                <span className="quiet">
                  {set.rpe_target === undefined ? 'fast' : `RPE ${set.rpe_target}`}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="hint">Beside it: {exercises.join(', ')}</p>
    </section>
  );
}

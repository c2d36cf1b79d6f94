import type { PlannedSet } from '@parakeet/db-types';
import { useWeights } from '../lifter-context.ts';

interface PlannedListProperties {
  readonly sets: readonly PlannedSet[];
  readonly exercises: readonly string[];
  /** The inputs of the plan, in sentences. */
  readonly why: readonly string[];
}

/** The load on the bar today. */
export function PlannedList({ sets, exercises, why }: PlannedListProperties) {
  const show = useWeights();
  const [first] = sets;
  return (
    <section className="card plan" aria-label="Plan">
      {first === undefined ? (
        <p className="plan-rest">The main lift rests today. Do what feels good beside it.</p>
      ) : (
        <>
          <p className="plan-weight">
            {show(first.weight_grams)}
            <span className="unit"> on the bar</span>
          </p>
          <ol className="plan-sets">
            {sets.map((set) => (
              <li key={set.set_number}>
                <span className="set-number">Set {set.set_number}</span>
                <span>
                  {set.reps_range?.join('–') ?? set.reps} × {show(set.weight_grams)}
                </span>
                <span className="quiet">
                  {set.rpe_target === undefined ? 'fast' : `RPE ${set.rpe_target}`}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      {exercises.length > 0 && <p className="hint">Beside it: {exercises.join(', ')}</p>}
      {why.length > 0 && (
        <details className="aside">
          <summary>Why this plan?</summary>
          <ul>
            {why.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

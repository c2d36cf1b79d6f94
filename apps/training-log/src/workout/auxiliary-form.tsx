import { useRef, useState } from 'react';
import { useStore, useUnits, useWeights } from '../lifter-context.ts';
import { useSettled } from '../parts/form.tsx';
import { usualExercises } from '../training/program.ts';
import { weightNumber } from '../training/weight.ts';
import { addAuxiliary, removeAuxiliary } from './changes.ts';
import type { Draft } from './draft.ts';
import { readSet, SetFields } from './set-fields.tsx';
import type { ChangeDraft } from './use-draft.ts';

interface AuxiliaryProperties {
  readonly draft: Draft;
  readonly change: ChangeDraft;
}

/** The two exercises beside the main lift, and their sets. */
export function AuxiliaryForm({ draft, change }: AuxiliaryProperties) {
  const { known } = useStore();
  const show = useWeights();
  const session = known.sessions.find(({ id }) => id === draft.session.id);
  const pair =
    session?.jit_input_snapshot?.auxiliary_exercises ?? usualExercises(draft.session.primary_lift);
  const names = [...new Set([...pair, ...draft.auxiliary.map(({ exercise }) => exercise)])];
  return (
    <section className="card auxiliary">
      <h2>Beside it</h2>
      {names.map((exercise) => {
        const sets = draft.auxiliary.find((one) => one.exercise === exercise)?.sets ?? [];
        return (
          <details key={exercise}>
            <summary>
              {exercise} <span className="quiet">{sets.length > 0 && `${sets.length} sets`}</span>
            </summary>
            <ol className="sets-done">
              {sets.map((set, index) => (
                <li key={set.set_number}>
                  <span className="set-number">Set {index + 1}</span>
                  <strong>
                    {set.reps_completed} × {show(set.weight_grams)}
                  </strong>
                  <button
                    type="button"
                    className="button button-quiet"
                    onClick={() => change((one) => removeAuxiliary(one, exercise, set.set_number))}
                  >
                    Delete
                    <span className="visually-hidden">
                      {' '}
                      set {index + 1} of {exercise}
                    </span>
                  </button>
                </li>
              ))}
            </ol>
            <NextAuxiliary
              key={sets.length}
              exercise={exercise}
              before={sets.at(-1)}
              change={change}
            />
          </details>
        );
      })}
    </section>
  );
}

interface NextProperties {
  readonly exercise: string;
  readonly before: Draft['auxiliary'][number]['sets'][number] | undefined;
  readonly change: ChangeDraft;
}

function NextAuxiliary({ exercise, before, change }: NextProperties) {
  const units = useUnits();
  const isSettled = useSettled();
  const isLogged = useRef(false);
  const [tried, setTried] = useState(false);
  const [typed, setTyped] = useState({
    weight: before === undefined ? '' : weightNumber(before.weight_grams, units),
    reps: before === undefined ? '' : String(before.reps_completed),
    rpe: '',
  });
  return (
    <form
      noValidate
      className="set-form"
      aria-label={exercise}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const read = readSet(typed, units);
        if (read === undefined || isLogged.current) return;
        isLogged.current = true;
        change((one) => addAuxiliary(one, exercise, read));
      }}
    >
      <SetFields typed={typed} tried={tried} onType={setTyped} />
      <button className="button button-quiet" disabled={!isSettled}>
        Log a set of {exercise}
      </button>
    </form>
  );
}

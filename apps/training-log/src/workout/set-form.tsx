import { useEffect, useRef, useState } from 'react';
import { useStore, useUnits, useWeights } from '../lifter-context.ts';
import { now } from '../store/clock.ts';
import { useSettled } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { lastAndBest } from '../training/select.ts';
import { emptyBar, weightNumber } from '../training/weight.ts';
import { addSet } from './changes.ts';
import type { Draft } from './draft.ts';
import { readSet, SetFields } from './set-fields.tsx';
import type { ChangeDraft } from './use-draft.ts';

interface SetFormProperties {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  /** Called when the set is done. */
  readonly onLog: (change: (draft: Draft) => Draft) => void;
  readonly onFinish: () => void;
}

/** The next set: its plan, and the fields for the lifted one. */
export function SetForm({ draft, change, onLog, onFinish }: SetFormProperties) {
  const { sets, session } = draft;
  const units = useUnits();
  const show = useWeights();
  const rest = useStore().known.profiles[0]?.rest_timer_seconds ?? null;
  const planned = session.planned_sets[sets.length];
  const before = sets.at(-1);
  const grams = planned?.weight_grams ?? before?.weight_grams ?? emptyBar;
  const typed = draft.next ?? {
    weight: weightNumber(grams, units),
    reps: String(planned?.reps ?? before?.reps_completed ?? 5),
    // the RPE is known only after the set
    rpe: '',
  };
  const [tries, setTries] = useState(0);
  // the first error scrolls into view: the second half of a double tap hits something else
  const isSettled = useSettled(tries);
  // the form belongs to this set, so another tap logs no other
  const isLogged = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // a screen reader continues at the next set
    if (sets.length > 0) heading.current?.focus();
  }, [sets.length]);
  return (
    <form
      noValidate
      className="card set-form"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readSet(typed, units);
        setTries(tries + 1);
        if (read === undefined) {
          event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
          return;
        }
        if (isLogged.current) return;
        isLogged.current = true;
        // an unchanged weight is the plan's, to the gram
        const isUntouched = typed.weight === weightNumber(grams, units);
        const set = isUntouched ? { ...read, weight_grams: grams } : read;
        const until = rest === null ? null : new Date(now().getTime() + rest * 1000).toISOString();
        onLog((one) => ({ ...addSet(one, set), next: null, rest_until: until }));
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        Set {sets.length + 1}
        {session.planned_sets.length > 0 && (
          <span className="quiet"> of {session.planned_sets.length}</span>
        )}
      </h2>
      <p className="hint">
        {planned === undefined
          ? 'Beyond the plan. '
          : `Plan: ${planned.reps_range?.join('–') ?? planned.reps} × ${show(planned.weight_grams)}${
              planned.rpe_target === undefined ? ', fast' : ` at RPE ${planned.rpe_target}`
            }`}
        <Before session={session} place={sets.length} />
      </p>
      <SetFields
        typed={typed}
        tried={tries > 0}
        showsPlates
        onType={(next) => change((one) => ({ ...one, next }))}
      />
      <div className="actions">
        <button className="button button-main" disabled={!isSettled}>
          Log set {sets.length + 1}
        </button>
      </div>
      <QuietButton disabled={!isSettled} onClick={onFinish}>
        {sets.length === 0 ? 'Finish without a set' : 'Finish here'}
      </QuietButton>
    </form>
  );
}

/** The last result for this set, and the best of all. */
function Before({
  session,
  place,
}: {
  readonly session: Draft['session'];
  readonly place: number;
}) {
  const show = useWeights();
  const { last, best } = lastAndBest(useStore().known, session);
  const set = last?.actual_sets[place];
  return (
    <>
      {set && (
        <span className="before">
          Last time: {set.reps_completed} × {show(set.weight_grams)}
        </span>
      )}
      {best && (
        <span className="before">
          Best: {best.reps_completed} × {show(best.weight_grams)}
        </span>
      )}
    </>
  );
}

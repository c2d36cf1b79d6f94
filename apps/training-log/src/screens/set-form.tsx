import { useEffect, useRef } from 'react';
import { Stepper } from '../parts/stepper.tsx';
import { emptyBar, gramsOf, inKg, kgNumber, nextPlate } from '../training/weight.ts';
import type { Draft } from '../workout/draft.ts';

interface SetFormProperties {
  readonly draft: Draft;
  /** Keeps what is typed so far. */
  readonly keep: (draft: Draft) => void;
  /** The set is done. */
  readonly onLog: (draft: Draft) => void;
  readonly onFinish: () => void;
}

/** The set that is next: what the plan says of it, and what was lifted. */
export function SetForm({ draft, keep, onLog, onFinish }: SetFormProperties) {
  const { sets, session } = draft;
  const planned = session.planned_sets[sets.length];
  const before = sets.at(-1);
  const set = draft.next ?? {
    weight_grams: planned?.weight_grams ?? before?.weight_grams ?? emptyBar,
    reps: planned?.reps ?? before?.reps_completed ?? 5,
    rpe: planned?.rpe_target ?? null,
  };
  const change = (part: Partial<typeof set>) => keep({ ...draft, next: { ...set, ...part } });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // the next set is where the reader goes on
    if (sets.length > 0) heading.current?.focus();
  }, [sets.length]);
  return (
    <form
      noValidate
      className="card set-form"
      onSubmit={(event) => {
        event.preventDefault();
        onLog({
          ...draft,
          next: null,
          sets: [
            ...sets,
            {
              set_number: sets.length + 1,
              weight_grams: set.weight_grams,
              reps_completed: set.reps,
              ...(set.rpe === null ? {} : { rpe_actual: set.rpe }),
            },
          ],
        });
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
          ? 'Beyond the plan.'
          : `Plan: ${planned.reps_range?.join('–') ?? planned.reps} × ${inKg(planned.weight_grams)}${
              planned.rpe_target === undefined ? ', fast' : ` at RPE ${planned.rpe_target}`
            }`}
      </p>
      <Stepper
        label="Weight"
        unit="kg"
        text={kgNumber(set.weight_grams)}
        onStep={(direction) => change({ weight_grams: nextPlate(set.weight_grams, direction) })}
        onType={(typed) => {
          const weight_grams = gramsOf(typed);
          if (weight_grams !== undefined) change({ weight_grams });
          return weight_grams !== undefined;
        }}
      />
      <Stepper
        label="Reps"
        inputMode="numeric"
        text={String(set.reps)}
        onStep={(direction) => change({ reps: Math.max(0, set.reps + direction) })}
        onType={(typed) => {
          const isCount = /^\d{1,4}$/.test(typed.trim());
          if (isCount) change({ reps: Number(typed) });
          return isCount;
        }}
      />
      <Stepper
        label="RPE"
        unit="how hard, 1 to 10"
        text={set.rpe === null ? '' : kgNumber(set.rpe * 1000)}
        onStep={(direction) =>
          change({ rpe: Math.min(10, Math.max(1, (set.rpe ?? 7.5) + direction / 2)) })
        }
        onType={(typed) => {
          const plain = typed.trim().replace(',', '.');
          if (plain === '') {
            change({ rpe: null });
            return true;
          }
          const isNumber = /^\d{1,3}(\.\d*)?$/.test(plain);
          if (isNumber) change({ rpe: Math.round(Number(plain) * 2) / 2 });
          return isNumber;
        }}
      />
      <div className="actions">
        <button className="button button-main">Log set {sets.length + 1}</button>
        <button type="button" className="button button-quiet" onClick={onFinish}>
          {sets.length === 0 ? 'Finish without a set' : 'Finish here'}
        </button>
      </div>
    </form>
  );
}

import { useId, type ReactNode } from 'react';
import { Stepper } from '../parts/stepper.tsx';
import { kgNumber } from '../training/weight.ts';
import type { Draft } from '../workout/draft.ts';

interface FinishFormProperties {
  readonly draft: Draft;
  readonly keep: (draft: Draft) => void;
  readonly isPending: boolean;
  /** What is wrong with the RPE of the session. */
  readonly error: string | undefined;
  readonly onFinish: () => void;
  readonly onAnotherSet: (() => void) | undefined;
  /** How sending goes. */
  readonly children: ReactNode;
}

/** The end of a workout: how hard all of it was, and a note. */
export function FinishForm(properties: FinishFormProperties) {
  const { draft, keep, isPending, error, onFinish, onAnotherSet, children } = properties;
  const notes = useId();
  const rpe = draft.session_rpe;
  return (
    <form
      noValidate
      className="card set-form"
      onSubmit={(event) => {
        event.preventDefault();
        onFinish();
      }}
    >
      <h2>How was it?</h2>
      <Stepper
        label="All of it"
        unit="RPE, if you like"
        text={rpe === null ? '' : kgNumber(rpe * 1000)}
        error={error}
        onStep={(direction) =>
          keep({ ...draft, session_rpe: Math.min(10, Math.max(1, (rpe ?? 7.5) + direction / 2)) })
        }
        onType={(typed) => {
          const plain = typed.trim().replace(',', '.');
          const isNumber = /^\d{0,3}(\.\d*)?$/.test(plain);
          if (isNumber) keep({ ...draft, session_rpe: plain === '' ? null : Number(plain) });
          return isNumber;
        }}
      />
      <div className="field">
        <label htmlFor={notes}>Notes</label>
        <textarea
          id={notes}
          rows={2}
          value={draft.notes}
          onChange={(event) => keep({ ...draft, notes: event.currentTarget.value })}
        />
      </div>
      {children}
      <div className="actions">
        <button className="button button-main" disabled={isPending}>
          {isPending ? 'Sending…' : 'Finish the workout'}
        </button>
        {onAnotherSet && (
          <button type="button" className="button button-quiet" onClick={onAnotherSet}>
            Another set
          </button>
        )}
      </div>
    </form>
  );
}

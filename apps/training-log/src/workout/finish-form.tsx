import { useId, useState, type ReactNode } from 'react';
import { useSettled } from '../parts/form.tsx';
import { typedRpe } from '../training/typed.ts';
import type { Draft } from './draft.ts';
import { RpeField } from './rpe-field.tsx';
import type { ChangeDraft } from './use-draft.ts';

interface FinishFormProperties {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly isPending: boolean;
  readonly onFinish: () => void;
  readonly onAnotherSet: () => void;
  readonly children: ReactNode;
}

/** The end of a workout: the auxiliary exercises, the RPE of the session, and a note. */
export function FinishForm(properties: FinishFormProperties) {
  const { draft, change, isPending, onFinish, onAnotherSet, children } = properties;
  const notes = useId();
  const isSettled = useSettled();
  const [tried, setTried] = useState(false);
  const { problem } = typedRpe(draft.session_rpe);
  const isTooLong = Array.from(draft.notes).length > 4000;
  return (
    <>
      {children}
      <form
        noValidate
        className="card set-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (problem === undefined && !isTooLong) onFinish();
        }}
      >
        <h2>How was it?</h2>
        <RpeField
          label="All of it"
          unit="RPE, if you like"
          text={draft.session_rpe}
          onText={(session_rpe) => change((one) => ({ ...one, session_rpe }))}
        />
        <div className="field">
          <label htmlFor={notes}>Notes</label>
          <textarea
            id={notes}
            rows={2}
            value={draft.notes}
            aria-invalid={isTooLong}
            onChange={(event) => {
              const text = event.currentTarget.value;
              change((one) => ({ ...one, notes: text }));
            }}
          />
          {isTooLong && (
            <p className="problem" role="alert">
              Notes have at most 4000 characters.
            </p>
          )}
        </div>
        {tried && problem !== undefined && (
          <p className="problem" role="alert">
            The workout is not finished yet: see the RPE.
          </p>
        )}
        <div className="actions">
          <button className="button button-main" disabled={!isSettled || isPending}>
            {isPending ? 'Saving…' : 'Finish the workout'}
          </button>
          <button type="button" className="button button-quiet" onClick={onAnotherSet}>
            Another set
          </button>
        </div>
      </form>
    </>
  );
}

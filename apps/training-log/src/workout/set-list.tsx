import type { ActualSet } from '@parakeet/db-types';
import { useState } from 'react';
import { useUnits, useWeights } from '../lifter-context.ts';
import { showNumber } from '../training/decimal.ts';
import { weightNumber } from '../training/weight.ts';
import { changeSet, moveSet, removeSet } from './changes.ts';
import { readSet, SetFields, type TypedSet } from './set-fields.tsx';

/** Changes the sets of a workout or of its correction. */
type ChangeSets = (change: <Of extends { readonly sets: ActualSet[] }>(draft: Of) => Of) => unknown;

interface SetListProperties {
  readonly draft: { readonly sets: readonly ActualSet[] };
  readonly change: ChangeSets;
}

/** The done sets: each can be changed, moved and deleted. */
export function SetList({ draft, change }: SetListProperties) {
  const [edited, setEdited] = useState<number>();
  const show = useWeights();
  const { sets } = draft;
  if (sets.length === 0) return null;
  return (
    <ol className="sets-done" aria-label="Sets done">
      {sets.map((set, index) => (
        <li key={set.set_number}>
          <span className="set-number">Set {index + 1}</span>
          <strong>
            {set.reps_completed} × {show(set.weight_grams)}
          </strong>
          <span className="quiet">
            {set.rpe_actual === undefined ? '' : `RPE ${set.rpe_actual}`}
          </span>
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={edited === set.set_number}
            onClick={() => setEdited(edited === set.set_number ? undefined : set.set_number)}
          >
            Change
            <span className="visually-hidden"> set {index + 1}</span>
          </button>
          {set.notes !== undefined && set.notes !== '' && <p className="note">{set.notes}</p>}
          {edited === set.set_number && (
            <SetEditor
              set={set}
              place={index + 1}
              change={change}
              onDone={() => setEdited(undefined)}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

interface SetEditorProperties {
  readonly set: ActualSet;
  readonly place: number;
  readonly change: ChangeSets;
  readonly onDone: () => void;
}

function SetEditor({ set, place, change, onDone }: SetEditorProperties) {
  const units = useUnits();
  const weight = weightNumber(set.weight_grams, units);
  const [typed, setTyped] = useState<TypedSet>({
    weight,
    reps: String(set.reps_completed),
    rpe: set.rpe_actual === undefined ? '' : showNumber(set.rpe_actual),
  });
  const [notes, setNotes] = useState(set.notes ?? '');
  const [tried, setTried] = useState(false);
  return (
    <form
      noValidate
      className="set-form set-editor"
      aria-label={`Set ${place}`}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const read = readSet(typed, units);
        if (read === undefined) return;
        const grams = typed.weight === weight ? set.weight_grams : read.weight_grams;
        const note = notes.trim();
        change((draft) =>
          changeSet(draft, set.set_number, {
            ...read,
            weight_grams: grams,
            ...(note === '' ? {} : { notes: note }),
          }),
        );
        onDone();
      }}
    >
      <SetFields typed={typed} tried={tried} onType={setTyped} />
      <div className="field">
        <label htmlFor={`note-${set.set_number}`}>Note</label>
        <input
          id={`note-${set.set_number}`}
          value={notes}
          maxLength={2000}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
      </div>
      <div className="row">
        <button className="button button-quiet">Keep set {place}</button>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => change((draft) => moveSet(draft, set.set_number, -1))}
        >
          Move up
        </button>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => change((draft) => moveSet(draft, set.set_number, 1))}
        >
          Move down
        </button>
        <button
          type="button"
          className="button button-quiet"
          onClick={() => {
            change((draft) => removeSet(draft, set.set_number));
            onDone();
          }}
        >
          Delete set {place}
        </button>
      </div>
    </form>
  );
}

import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { inWords } from '../errors/words.ts';
import { Note } from './fields.tsx';
import { Notice } from './states.tsx';

/** The state of a save. */
export interface Saving {
  readonly isPending: boolean;
  readonly isDone: boolean;
  readonly error: unknown;
  /** Saves, unless a save is running: so a second tap does not save twice. */
  readonly save: (action: () => Promise<void>) => void;
}

export function useSaving(): Saving {
  const isBusy = useRef(false);
  const [state, setState] = useState<Omit<Saving, 'save'>>({
    isPending: false,
    isDone: false,
    error: undefined,
  });
  const run = async (action: () => Promise<void>) => {
    isBusy.current = true;
    setState({ isPending: true, isDone: false, error: undefined });
    try {
      await action();
      setState({ isPending: false, isDone: true, error: undefined });
    } catch (error) {
      setState({ isPending: false, isDone: false, error });
    }
    isBusy.current = false;
  };
  return {
    ...state,
    save: (action) => {
      if (!isBusy.current) void run(action);
    },
  };
}

/** Why nothing was saved, if there was an error. */
export function NotSaved({ saving: { error } }: { readonly saving: Saving }) {
  return error === undefined ? null : <Notice kind="error">{inWords(error).sentence}</Notice>;
}

/**
 * Milliseconds until a button of a new form works, so the second half of a double tap does nothing.
 */
const settleMs = 350;

/**
 * Whether a form has been visible long enough for a tap on purpose.
 *
 * @param tries a number that grows when the form moves under the thumb
 */
export function useSettled(tries = 0): boolean {
  const [settled, setSettled] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(tries), settleMs);
    return () => clearTimeout(timer);
  }, [tries]);
  return settled === tries;
}

interface FormProperties {
  readonly saving: Saving;
  /** The label of the button: `Save maxes`. */
  readonly label: string;
  /** The errors of the fields; with any of them, nothing is submitted. */
  readonly problems: readonly (string | undefined)[];
  readonly onSave: () => Promise<void>;
  readonly children: ReactNode;
  /** The lifter wants to save: empty fields may show their errors now. */
  readonly onTry?: () => void;
}

/** Fields, and a button that saves their values. An error is shown above the button. */
export function Form(properties: FormProperties) {
  const { saving, label, problems, onSave, onTry, children } = properties;
  const isSettled = useSettled();
  const [tried, setTried] = useState(false);
  const count = problems.filter((one) => one !== undefined).length;
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(count > 0);
        onTry?.();
        if (count === 0) saving.save(onSave);
        else event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      }}
    >
      {children}
      {tried && count > 0 && (
        <Notice kind="error">Not saved: see the messages at the fields.</Notice>
      )}
      <NotSaved saving={saving} />
      {saving.isDone && <Notice kind="done">Saved.</Notice>}
      <div className="actions">
        <button className="button button-main" disabled={!isSettled || saving.isPending}>
          {saving.isPending ? 'Saving…' : label}
        </button>
      </div>
    </form>
  );
}

interface NumberFieldProperties {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The error of the text, shown at once. */
  readonly problem: string | undefined;
  readonly hint?: ReactNode;
  readonly inputMode?: 'decimal' | 'numeric' | 'text';
  /** Steps up or down with big buttons; no buttons without it. */
  readonly onStep?: (direction: 1 | -1) => void;
}

/** A number field. The typed text stays as it is, and its error is shown below. */
export function NumberField(properties: NumberFieldProperties) {
  const { label, unit, text, onText, problem, hint, inputMode = 'decimal', onStep } = properties;
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="stepper-field">
      <label htmlFor={id} className="stepper-label">
        {label}
        {unit !== undefined && <span className="unit"> {unit}</span>}
      </label>
      <div className={onStep ? 'stepper' : 'stepper stepper-plain'}>
        {onStep && (
          <button type="button" aria-label={`${label}: less`} onClick={() => onStep(-1)}>
            −
          </button>
        )}
        <input
          id={id}
          inputMode={inputMode}
          autoComplete="off"
          enterKeyHint="done"
          placeholder="–"
          value={text}
          aria-invalid={problem !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (onStep && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
              event.preventDefault();
              onStep(event.key === 'ArrowUp' ? 1 : -1);
            }
          }}
        />
        {onStep && (
          <button type="button" aria-label={`${label}: more`} onClick={() => onStep(1)}>
            +
          </button>
        )}
      </div>
      <Note id={`${id}-note`} problem={problem} hint={hint} />
    </div>
  );
}

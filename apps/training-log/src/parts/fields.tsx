import { useId, type ComponentProps, type ReactNode } from 'react';

interface NoteProperties {
  readonly id: string;
  readonly problem: string | undefined;
  readonly hint: ReactNode;
}

/** The text below a field: its error, or its hint. */
export function Note({ id, problem, hint }: NoteProperties) {
  if (problem !== undefined) {
    return (
      <p key="problem" className="problem" id={id} role="alert" ref={showOfFocused}>
        {problem}
      </p>
    );
  }
  return hint === undefined ? null : (
    <p className="hint" id={id}>
      {hint}
    </p>
  );
}

/** The message at the field in use must not be hidden by the screen's buttons. */
function showOfFocused(note: HTMLElement | null): void {
  if (note !== null && document.activeElement?.getAttribute('aria-describedby') === note.id) {
    note.scrollIntoView({ block: 'nearest' });
  }
}

interface FieldProperties extends Omit<ComponentProps<'input'>, 'id' | 'onChange'> {
  readonly label: string;
  readonly onText: (text: string) => void;
  readonly problem?: string | undefined;
  readonly hint?: string;
}

/** A field with its label above and its error below. */
export function Field({ label, onText, problem, hint, ...input }: FieldProperties) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <Note id={`${id}-note`} problem={problem} hint={hint} />
    </div>
  );
}

interface ChoiceProperties<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, name: string])[];
  readonly onChange: (value: Value) => void;
}

/** Options, each with its label. */
export function choicesOf<Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, string>>,
): readonly (readonly [value: Value, name: string])[] {
  return values.map((one) => [one, names[one]]);
}

/** One of a few options, side by side. */
export function Choice<Value extends string>(properties: ChoiceProperties<Value>) {
  const { label, value, choices, onChange } = properties;
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="choices">
        {choices.map(([one, text]) => (
          <label key={one}>
            <input
              type="radio"
              name={name}
              checked={one === value}
              onChange={() => onChange(one)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of many options, in a menu. */
export function Select<Value extends string>(properties: ChoiceProperties<Value>) {
  const { label, value, choices, onChange } = properties;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = choices.find(([one]) => one === event.currentTarget.value);
          if (chosen) onChange(chosen[0]);
        }}
      >
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

import { useId, useState } from 'react';

interface StepperProperties {
  readonly label: string;
  /** Of the number in the field, for who does not see it beside it. */
  readonly unit?: string;
  /** As it stands in the field; empty is no number. */
  readonly text: string;
  readonly error?: string | undefined;
  readonly inputMode?: 'decimal' | 'numeric';
  /** One up or one down. */
  readonly onStep: (direction: 1 | -1) => void;
  /** Typed by hand, when it is done. False where it was not understood. */
  readonly onType: (typed: string) => boolean;
}

/** A number with a big minus and a big plus, which can be typed too. */
export function Stepper(properties: StepperProperties) {
  const { label, unit, text, error, inputMode = 'decimal', onStep, onType } = properties;
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [isOdd, setOdd] = useState(false);
  const step = (direction: 1 | -1) => {
    setTyped(undefined);
    setOdd(false);
    onStep(direction);
  };
  const settle = () => {
    if (typed === undefined) return;
    const understood = onType(typed);
    setOdd(!understood);
    if (understood) setTyped(undefined);
  };
  const problem = isOdd ? `“${typed ?? ''}” is no number.` : error;
  return (
    <div className="stepper-field">
      <label htmlFor={id} className="stepper-label">
        {label}
        {unit !== undefined && <span className="unit"> {unit}</span>}
      </label>
      <div className="stepper">
        <button type="button" aria-label={`${label}: less`} onClick={() => step(-1)}>
          −
        </button>
        <input
          id={id}
          inputMode={inputMode}
          autoComplete="off"
          enterKeyHint="done"
          placeholder="–"
          value={typed ?? text}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
            if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
              event.preventDefault();
              step(event.key === 'ArrowUp' ? 1 : -1);
            }
          }}
        />
        <button type="button" aria-label={`${label}: more`} onClick={() => step(1)}>
          +
        </button>
      </div>
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

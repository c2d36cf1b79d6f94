import { NumberField } from '../parts/form.tsx';
import { readDecimal, showNumber } from '../training/decimal.ts';
import { typedRpe } from '../training/typed.ts';

interface RpeFieldProperties {
  readonly label: string;
  readonly unit: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** A field for an optional RPE; its buttons begin at 7.5. */
export function RpeField({ label, unit, text, onText }: RpeFieldProperties) {
  const rpe = readDecimal(text)?.value ?? 7.5;
  return (
    <NumberField
      label={label}
      unit={unit}
      text={text}
      problem={typedRpe(text).problem}
      onText={onText}
      onStep={(direction) => onText(showNumber(Math.min(10, Math.max(1, rpe + direction / 2))))}
    />
  );
}

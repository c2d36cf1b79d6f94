import { useUnits } from '../lifter-context.ts';
import { NumberField } from '../parts/form.tsx';
import { readCount, showNumber } from '../training/decimal.ts';
import { typedReps, typedRpe, typedWeight } from '../training/typed.ts';
import { nextPlate, platesPerSide, readWeight, weightNumber } from '../training/weight.ts';
import type { LiftedSet } from './changes.ts';
import { RpeField } from './rpe-field.tsx';

/** The texts in the fields of a set. */
export interface TypedSet {
  readonly weight: string;
  readonly reps: string;
  readonly rpe: string;
}

/** The set in the fields; undefined if a text was not understood. */
export function readSet(
  typed: TypedSet,
  units: ReturnType<typeof useUnits>,
): LiftedSet | undefined {
  const weight = typedWeight(typed.weight, units).value;
  const reps = typedReps(typed.reps).value;
  const rpe = typedRpe(typed.rpe);
  if (weight === undefined || reps === undefined || rpe.problem !== undefined) return undefined;
  return {
    weight_grams: weight,
    reps_completed: reps,
    ...(rpe.value === null || rpe.value === undefined ? {} : { rpe_actual: rpe.value }),
  };
}

interface SetFieldsProperties {
  readonly typed: TypedSet;
  readonly onType: (typed: TypedSet) => void;
  /** An empty field shows its error once the lifter has tried to log the set. */
  readonly tried: boolean;
  readonly showsPlates?: boolean;
}

/** The fields of a set: weight, reps and RPE. */
export function SetFields({ typed, onType, tried, showsPlates = false }: SetFieldsProperties) {
  const units = useUnits();
  const grams = readWeight(typed.weight, units);
  const reps = readCount(typed.reps);
  const said = (text: string, problem: string | undefined) =>
    text.trim() !== '' || tried ? problem : undefined;
  const loading = grams === undefined ? undefined : platesPerSide(grams, units);
  const plates = loading?.perSide.map((plate) => weightNumber(plate, units)).join(' + ');
  const missing =
    loading && loading.missing > 0
      ? `; ${weightNumber(loading.missing, units)} ${units.unit} more than your plates give`
      : '';
  return (
    <>
      <NumberField
        label="Weight"
        unit={units.unit}
        text={typed.weight}
        problem={said(typed.weight, typedWeight(typed.weight, units).problem)}
        hint={showsPlates && plates ? `Each side: ${plates}${missing}` : undefined}
        onText={(weight) => onType({ ...typed, weight })}
        onStep={(direction) =>
          onType({ ...typed, weight: weightNumber(nextPlate(grams ?? 0, direction, units), units) })
        }
      />
      <div className="pair">
        <NumberField
          label="Reps"
          inputMode="numeric"
          text={typed.reps}
          problem={said(typed.reps, typedReps(typed.reps).problem)}
          onText={(text) => onType({ ...typed, reps: text })}
          onStep={(direction) =>
            onType({ ...typed, reps: showNumber(Math.max(0, (reps ?? 0) + direction)) })
          }
        />
        <RpeField
          label="RPE"
          unit="if you like"
          text={typed.rpe}
          onText={(rpe) => onType({ ...typed, rpe })}
        />
      </div>
    </>
  );
}

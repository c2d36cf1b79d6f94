import type { Lift, TablesInsert } from '@parakeet/db-types';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Known } from '../data/index.ts';
import { oneRepMaxWords } from '../errors/words.ts';
import { useLifter, useUnits, useWeights } from '../lifter-context.ts';
import { Choice } from '../parts/fields.tsx';
import { Form, NumberField, useSaving } from '../parts/form.tsx';
import { Loaded } from '../parts/states.tsx';
import { Suggestions } from '../parts/suggestions.tsx';
import { Title } from '../parts/title.tsx';
import { useProgress } from '../parts/use-progress.ts';
import { now } from '../store/clock.ts';
import { dayAt } from '../training/day.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { estimateOneRepMax } from '../training/one-rep-max.ts';
import { newestMaxes } from '../training/select.ts';
import { oneRepMaxOf } from '../training/session-plan.ts';
import { typedWeight, type Typed } from '../training/typed.ts';
import { nextPlate, readWeight, weightNumber, type Units } from '../training/weight.ts';

type Input = 'input_1rm' | 'input_3rm';
type Texts = Readonly<Record<Lift, string>>;

/** The maxes of the lifter. Every plan is made from them. */
export default function Maxes() {
  return (
    <>
      <Title over="What you can lift">Your maxes</Title>
      <Loaded
        tables={['lifter_maxes', 'session_logs', 'sessions', 'formula_configs']}
        label="Loading your maxes"
      >
        {(known) => (
          <>
            <FromTraining known={known} />
            <MaxesForm known={known} />
            <Before known={known} />
          </>
        )}
      </Loaded>
    </>
  );
}

function FromTraining({ known }: { readonly known: Known }) {
  return <Suggestions known={known} progress={useProgress(known).progress} />;
}

function MaxesForm({ known }: { readonly known: Known }) {
  const { lifter, store } = useLifter();
  const units = useUnits();
  const show = useWeights();
  const [, goTo] = useLocation();
  const newest = newestMaxes(known);
  const [input, setInput] = useState<Input>('input_1rm');
  // each way of saying it has fields of its own: a single is no triple
  const [typed, setTyped] = useState<Readonly<Record<Input, Texts>>>(() => ({
    input_1rm: textsOf((lift) => newest && oneRepMaxOf(lift, newest), units),
    input_3rm: textsOf((lift) => newest && triple(lift, newest), units),
  }));
  const [tried, setTried] = useState(false);
  const saving = useSaving();
  const reps = input === 'input_1rm' ? 1 : 3;
  const texts = typed[input];
  const read = (lift: Lift): Typed<number> => {
    const before = newest && input === 'input_1rm' ? oneRepMaxOf(lift, newest) : undefined;
    // a field without a change keeps its value to the gram
    if (before !== undefined && texts[lift] === weightNumber(before, units)) {
      return { value: before };
    }
    const grams = readWeight(texts[lift], units);
    if (grams === undefined) return typedWeight(texts[lift], units);
    const max = estimateOneRepMax(grams, reps) ?? 0;
    return max >= 1 && max <= 1_000_000 ? { value: grams } : { problem: oneRepMaxWords };
  };
  const inputs = { squat: read('squat'), bench: read('bench'), deadlift: read('deadlift') };
  const enter = async () => {
    const [squat, bench, deadlift] = lifts.map((lift) => inputs[lift].value);
    if (squat === undefined || bench === undefined || deadlift === undefined) return;
    const oneRepMax = (grams: number) => estimateOneRepMax(grams, reps) ?? grams;
    await store.write('enterMaxes', {
      id: crypto.randomUUID(),
      user_id: lifter.id,
      recorded_at: now().toISOString(),
      source: input,
      squat_1rm_grams: oneRepMax(squat),
      squat_input_grams: squat,
      squat_input_reps: reps,
      bench_1rm_grams: oneRepMax(bench),
      bench_input_grams: bench,
      bench_input_reps: reps,
      deadlift_1rm_grams: oneRepMax(deadlift),
      deadlift_input_grams: deadlift,
      deadlift_input_reps: reps,
    } satisfies TablesInsert<'lifter_maxes'>);
    goTo('/');
  };
  return (
    <Form
      saving={saving}
      label="Save maxes"
      problems={lifts.map((lift) => inputs[lift].problem)}
      onTry={() => setTried(true)}
      onSave={enter}
    >
      <Choice
        label="What do you know?"
        value={input}
        onChange={setInput}
        choices={[
          ['input_1rm', 'My best single (1RM)'],
          ['input_3rm', 'My best triple (3RM)'],
        ]}
      />
      {lifts.map((lift) => {
        const grams = readWeight(texts[lift], units);
        const set = (text: string) => setTyped({ ...typed, [input]: { ...texts, [lift]: text } });
        const max = grams === undefined ? undefined : estimateOneRepMax(grams, reps);
        return (
          <section key={lift} className={`card lift-${lift}`}>
            <NumberField
              label={liftName[lift]}
              unit={units.unit}
              text={texts[lift]}
              problem={texts[lift].trim() !== '' || tried ? inputs[lift].problem : undefined}
              hint={
                input === 'input_3rm' && max !== undefined
                  ? `Three times that make a one-rep max of about ${show(max)}.`
                  : undefined
              }
              onText={set}
              onStep={(direction) =>
                set(weightNumber(nextPlate(grams ?? 0, direction, units), units))
              }
            />
          </section>
        );
      })}
    </Form>
  );
}

function textsOf(gramsOf: (lift: Lift) => number | undefined, units: Units): Texts {
  const text = (lift: Lift) => {
    const grams = gramsOf(lift);
    return grams === undefined ? '' : weightNumber(grams, units);
  };
  return { squat: text('squat'), bench: text('bench'), deadlift: text('deadlift') };
}

/** The triple that was entered, where it was one. */
function triple(lift: Lift, maxes: NonNullable<ReturnType<typeof newestMaxes>>) {
  const inputs = {
    squat: [maxes.squat_input_grams, maxes.squat_input_reps],
    bench: [maxes.bench_input_grams, maxes.bench_input_reps],
    deadlift: [maxes.deadlift_input_grams, maxes.deadlift_input_reps],
  } as const;
  const [grams, reps] = inputs[lift];
  return reps === 3 ? (grams ?? undefined) : undefined;
}

const sourceName = {
  input_1rm: 'singles',
  input_3rm: 'triples',
  system_calculated: 'from your training',
} as const;

function Before({ known }: { readonly known: Known }) {
  const show = useWeights();
  if (known.lifter_maxes.length === 0) return null;
  return (
    <details className="card aside">
      <summary>Your maxes until now</summary>
      <ul className="lines">
        {known.lifter_maxes.map((one) => (
          <li key={one.id}>
            <span className="day">{dayAt(one.recorded_at)}</span>{' '}
            {lifts.map((lift) => show(oneRepMaxOf(lift, one))).join(' / ')}{' '}
            <span className="quiet">{sourceName[one.source]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

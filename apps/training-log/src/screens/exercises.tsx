import type { Lift, MuscleGroup, PooledExercise } from '@parakeet/db-types';
import { useState } from 'react';
import type { Known } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Choice, choicesOf, Field, Select } from '../parts/fields.tsx';
import { Form, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { now } from '../store/clock.ts';
import { liftName, lifts, muscleName, muscles } from '../training/lifts.ts';
import { usualExercises } from '../training/program.ts';
import { activeProgram, nextSession, pairOf, poolOf } from '../training/select.ts';

/** The auxiliary exercises of each lift, in the lifter's order, and this block's pair. */
export default function Exercises() {
  const [lift, setLift] = useState<Lift>('squat');
  return (
    <>
      <Title over="Beside the lifts">Exercises</Title>
      <Choice
        label="Beside the"
        value={lift}
        onChange={setLift}
        choices={choicesOf(lifts, liftName)}
      />
      <Loaded
        tables={['auxiliary_exercises', 'auxiliary_assignments', 'programs', 'sessions']}
        label="Loading your exercises"
      >
        {(known) => {
          const pool = poolOf(known, lift);
          return (
            <>
              <Pair key={`${lift} pair`} known={known} lift={lift} />
              <Pool key={`${lift} ${pool.map(({ id }) => id).join()}`} lift={lift} pool={pool} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface PairProperties {
  readonly known: Known;
  readonly lift: Lift;
}

const pairColumns = ([exercise_1, exercise_2]: readonly [string, string]) => ({
  exercise_1,
  exercise_2,
});

/** The two exercises of the current block. */
function Pair({ known, lift }: PairProperties) {
  const { lifter, store } = useLifter();
  const saving = useSaving();
  const next = nextSession(known, useToday());
  const program = activeProgram(known);
  const block = next?.block_number ?? 3;
  const chosen = next && pairOf(known, { ...next, primary_lift: lift });
  const [first, second] = chosen ?? usualExercises(lift);
  const [exercises, setExercises] = useState([first, second] as const);
  // what this form began with: another device may save something else meanwhile
  const [base, setBase] = useState(chosen && pairColumns(chosen));
  if (program === undefined) return null;
  const names = [
    ...new Set([
      ...poolOf(known, lift)
        .filter(({ is_active }) => is_active)
        .map(({ exercise_name }) => exercise_name),
      ...usualExercises(lift),
      first,
      second,
    ]),
  ].map((name) => [name, name] as const);
  const problem = exercises[0] === exercises[1] ? 'Two different ones.' : undefined;
  return (
    <Form
      saving={saving}
      label="Save the pair"
      problems={[problem]}
      onSave={async () => {
        await store.write('choosePair', {
          id: crypto.randomUUID(),
          created_at: now().toISOString(),
          user_id: lifter.id,
          program_id: program.id,
          block_number: block,
          lift,
          ...pairColumns(exercises),
          before: base ?? null,
        });
        setBase(pairColumns(exercises));
      }}
    >
      <section className="card stack">
        <h2>In block {block}</h2>
        <Select
          label="First exercise"
          value={exercises[0]}
          choices={names}
          onChange={(name) => setExercises([name, exercises[1]])}
        />
        <Select
          label="Second exercise"
          value={exercises[1]}
          choices={names}
          onChange={(name) => setExercises([exercises[0], name])}
        />
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
      </section>
    </Form>
  );
}

interface PoolProperties {
  readonly lift: Lift;
  readonly pool: ReturnType<typeof poolOf>;
}

function Pool({ lift, pool }: PoolProperties) {
  const { store } = useLifter();
  const saving = useSaving();
  const [exercises, setExercises] = useState<readonly PooledExercise[]>(() =>
    pool.map(({ id, exercise_name, primary_muscles, is_active }) => ({
      id,
      exercise_name,
      is_active,
      primary_muscles: muscles.filter((muscle) => primary_muscles.includes(muscle)),
    })),
  );
  const [name, setName] = useState('');
  const [muscle, setMuscle] = useState<MuscleGroup>('quads');
  const problem = exercises.length === 0 ? 'Add an exercise first.' : undefined;
  const move = (index: number, to: number) => {
    const [one] = exercises.slice(index, index + 1);
    if (one) setExercises(exercises.toSpliced(index, 1).toSpliced(to, 0, one));
  };
  const replace = (id: string, changes: Partial<PooledExercise>) =>
    setExercises(exercises.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  return (
    <Form
      saving={saving}
      label="Save the pool"
      problems={[problem]}
      onSave={() =>
        store.write('replacePool', { id: crypto.randomUUID(), lift, exercises: [...exercises] })
      }
    >
      <section className="card stack">
        <h2>The pool</h2>
        <ol className="lines">
          {exercises.map((one, index) => (
            <li key={one.id}>
              <strong>{one.exercise_name}</strong>{' '}
              <span className="quiet">
                {one.primary_muscles.map((each) => muscleName[each].toLowerCase()).join(', ')}
                {!one.is_active && ', paused'}
              </span>
              <div className="row">
                <QuietButton disabled={index === 0} onClick={() => move(index, index - 1)}>
                  Up<span className="visually-hidden">: {one.exercise_name}</span>
                </QuietButton>
                <QuietButton onClick={() => replace(one.id, { is_active: !one.is_active })}>
                  {one.is_active ? 'Pause' : 'Use again'}
                  <span className="visually-hidden">: {one.exercise_name}</span>
                </QuietButton>
                <QuietButton
                  onClick={() => setExercises(exercises.filter(({ id }) => id !== one.id))}
                >
                  Remove<span className="visually-hidden">: {one.exercise_name}</span>
                </QuietButton>
              </div>
            </li>
          ))}
        </ol>
        <Field label="New exercise" value={name} maxLength={200} onText={setName} />
        <Select
          label="For"
          value={muscle}
          onChange={setMuscle}
          choices={choicesOf(muscles, muscleName)}
        />
        <QuietButton
          disabled={name.trim() === '' || exercises.length >= 100}
          onClick={() => {
            const added = { exercise_name: name.trim(), primary_muscles: [muscle] };
            const id = crypto.randomUUID();
            setExercises([...exercises, { id, is_active: true, ...added }]);
            setName('');
          }}
        >
          Add it
        </QuietButton>
        {problem !== undefined && <p className="hint">{problem}</p>}
      </section>
    </Form>
  );
}

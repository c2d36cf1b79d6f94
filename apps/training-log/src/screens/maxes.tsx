import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Lift } from '@parakeet/db-types';
import { enterMaxes, type LifterMaxes } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { useLifter } from '../lifter-context.ts';
import { Choice } from '../parts/fields.tsx';
import { Loaded, Notice } from '../parts/states.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { Title } from '../parts/title.tsx';
import { queries } from '../queries.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { estimateOneRepMax } from '../training/one-rep-max.ts';
import { gramsOf, inKg, kgNumber, nextPlate, toPlates } from '../training/weight.ts';

type Input = 'input_1rm' | 'input_3rm';

/** What the lifter can lift, from which every plan is made. */
export default function Maxes() {
  const maxes = useQuery(queries.newestMaxes(useLifter()));
  return (
    <>
      <Title over="What you can lift">Your maxes</Title>
      <Loaded query={maxes} label="Loading your maxes">
        {(newest) => <MaxesForm newest={newest} />}
      </Loaded>
    </>
  );
}

function MaxesForm({ newest }: { readonly newest: LifterMaxes | null }) {
  const { client, lifter } = useLifter();
  const cache = useQueryClient();
  const [, goTo] = useLocation();
  const [input, setInput] = useState<Input>('input_1rm');
  const [grams, setGrams] = useState<Readonly<Record<Lift, number>>>({
    squat: toPlates(newest?.squat_1rm_grams ?? 100_000),
    bench: toPlates(newest?.bench_1rm_grams ?? 60_000),
    deadlift: toPlates(newest?.deadlift_1rm_grams ?? 120_000),
  });
  // an id of the form's own: what was heard once is not entered twice
  const [id] = useState(() => crypto.randomUUID());
  const reps = input === 'input_1rm' ? 1 : 3;
  const oneRepMax = (lift: Lift) => estimateOneRepMax(grams[lift], reps);
  const enter = useMutation({
    mutationFn: () =>
      enterMaxes(client, {
        id,
        user_id: lifter.id,
        source: input,
        squat_1rm_grams: oneRepMax('squat'),
        squat_input_grams: grams.squat,
        squat_input_reps: reps,
        bench_1rm_grams: oneRepMax('bench'),
        bench_input_grams: grams.bench,
        bench_input_reps: reps,
        deadlift_1rm_grams: oneRepMax('deadlift'),
        deadlift_input_grams: grams.deadlift,
        deadlift_input_reps: reps,
      }),
    onSuccess: async () => {
      await cache.invalidateQueries();
      goTo('/');
    },
  });
  const words = enter.error ? inWords(enter.error) : undefined;
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Choice
        legend="What do you know?"
        value={input}
        onChange={setInput}
        choices={[
          ['input_1rm', 'My best single (1RM)'],
          ['input_3rm', 'My best triple (3RM)'],
        ]}
      />
      {lifts.map((lift) => (
        <section key={lift} className={`card lift-${lift}`}>
          <Stepper
            label={liftName[lift]}
            unit="kg"
            text={kgNumber(grams[lift])}
            error={words?.field === lift ? words.sentence : undefined}
            onStep={(direction) =>
              setGrams({ ...grams, [lift]: nextPlate(grams[lift], direction) })
            }
            onType={(typed) => {
              const typedGrams = gramsOf(typed);
              if (typedGrams !== undefined) setGrams({ ...grams, [lift]: typedGrams });
              return typedGrams !== undefined;
            }}
          />
          {input === 'input_3rm' && (
            <p className="hint">
              Three times {inKg(grams[lift])} make a one-rep max of about{' '}
              <strong>{inKg(oneRepMax(lift))}</strong>.
            </p>
          )}
        </section>
      ))}
      {words && (words.field === undefined || !(words.field in liftName)) && (
        <Notice kind="error" retry={() => enter.mutate()}>
          {words.sentence}
        </Notice>
      )}
      <div className="actions">
        <button className="button button-main" disabled={enter.isPending}>
          {enter.isPending ? 'Saving…' : 'Save maxes'}
        </button>
      </div>
    </form>
  );
}

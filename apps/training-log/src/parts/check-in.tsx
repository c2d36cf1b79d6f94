import type { SorenessRatings, Tables } from '@parakeet/db-types';
import { useState } from 'react';
import type { Known } from '../data/index.ts';
import { useLifter, useUnits } from '../lifter-context.ts';
import { now } from '../store/clock.ts';
import { muscleName, muscles } from '../training/lifts.ts';
import { sorenessEffect } from '../training/plan.ts';
import { planFrom, sorenessOf } from '../training/select.ts';
import { Form, useSaving } from './form.tsx';
import { Loaded } from './states.tsx';

const levels = [1, 2, 3, 4, 5] as const;
const levelName = ['fresh', 'a little', 'noticeable', 'sore', 'severe'];
const fresh: Required<SorenessRatings> = {
  quads: 1,
  hamstrings: 1,
  glutes: 1,
  lower_back: 1,
  upper_back: 1,
  chest: 1,
  triceps: 1,
  shoulders: 1,
  biceps: 1,
};

interface CheckInProperties {
  readonly known: Known;
  readonly session: Tables<'sessions'>;
}

/** The rows that a plan is made from: without one of them the plan would be different. */
const planTables = [
  'lifter_maxes',
  'formula_configs',
  'session_logs',
  'sessions',
  'soreness_checkins',
  'edge_cases',
  'auxiliary_assignments',
  'auxiliary_exercises',
  'muscle_volume_config',
  'profiles',
] as const;

/** The lifter's soreness, muscle by muscle; the plan depends on it. */
export function CheckIn({ session }: Pick<CheckInProperties, 'session'>) {
  return (
    <Loaded tables={planTables} label="Loading what your plan is made from">
      {(known) => <Ratings known={known} session={session} />}
    </Loaded>
  );
}

function Ratings({ known, session }: CheckInProperties) {
  const { lifter, store } = useLifter();
  const units = useUnits();
  const [ratings, setRatings] = useState<Required<SorenessRatings>>({
    ...fresh,
    ...sorenessOf(known, session.id)?.ratings,
  });
  const saving = useSaving();
  const effect = sorenessEffect(session.primary_lift, ratings);
  const checkIn = async () => {
    const recorded_at = now().toISOString();
    const { sets, snapshot } = planFrom(known, session, ratings, units);
    await store.write('checkIn', {
      id: crypto.randomUUID(),
      user_id: lifter.id,
      session_id: session.id,
      recorded_at,
      ratings,
    });
    await store.write('changeSession', {
      id: session.id,
      changes: { planned_sets: sets, jit_input_snapshot: snapshot, jit_generated_at: recorded_at },
    });
    // the plan replaces this form, and begins above it
    scrollTo(0, 0);
  };
  return (
    <Form saving={saving} label="Show my plan" problems={[]} onSave={checkIn}>
      <section className="card soreness">
        <h2>How sore are you?</h2>
        <p className="hint">1 is fresh, 5 is severe. Change only what you feel.</p>
        {muscles.map((muscle) => (
          <fieldset key={muscle} className="rating">
            <legend>{muscleName[muscle]}</legend>
            <div className="levels">
              {levels.map((level) => (
                <label key={level} data-level={level}>
                  <input
                    type="radio"
                    name={muscle}
                    aria-label={`${level}, ${levelName[level - 1] ?? ''}`}
                    checked={ratings[muscle] === level}
                    onChange={() => setRatings({ ...ratings, [muscle]: level })}
                  />
                  <span aria-hidden="true">{level}</span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <p className="effect" role="status">
          {effect}
        </p>
      </section>
    </Form>
  );
}

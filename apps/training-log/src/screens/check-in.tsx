import type { SorenessRatings } from '@parakeet/db-types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  activeFormulaConfig,
  assignmentsOfBlock,
  checkInSoreness,
  logsOfSessions,
  newestMaxes,
  planSession,
  sorenessOfSession,
  weekSessions,
  type Client,
  type Session,
} from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { useLifter } from '../lifter-context.ts';
import { Notice } from '../parts/states.tsx';
import { muscleName, muscles } from '../training/lifts.ts';
import { sorenessEffect } from '../training/plan.ts';
import { makePlan } from '../training/session-plan.ts';

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

/** How sore the lifter is, muscle by muscle; the plan is made from it. */
export default function CheckIn({ session }: { readonly session: Session }) {
  const { client, lifter } = useLifter();
  const cache = useQueryClient();
  const [ratings, setRatings] = useState(fresh);
  // an id of the form's own: what was heard once is not kept twice
  const [id] = useState(() => crypto.randomUUID());
  const plan = useMutation({
    mutationFn: () => checkInAndPlan(client, lifter.id, session, { id, ratings }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['next session'] }),
  });
  const words = plan.error ? inWords(plan.error) : undefined;
  const effect = sorenessEffect(session.primary_lift, ratings);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        plan.mutate();
      }}
    >
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
      {words && (
        <Notice kind="error" retry={() => plan.mutate()}>
          {words.sentence}
        </Notice>
      )}
      <div className="actions">
        <button className="button button-main" disabled={plan.isPending}>
          {plan.isPending ? 'Making your plan…' : 'Show my plan'}
        </button>
      </div>
    </form>
  );
}

async function checkInAndPlan(
  client: Client,
  lifter: string,
  session: Session,
  checkIn: { readonly id: string; readonly ratings: SorenessRatings },
): Promise<void> {
  await checkInSoreness(client, { ...checkIn, user_id: lifter, session_id: session.id });
  const [soreness, maxes, config, week, assignments] = await Promise.all([
    sorenessOfSession(client, session.id),
    newestMaxes(client, lifter),
    activeFormulaConfig(client, lifter),
    weekSessions(client, session.program_id, session.week_number),
    // in a deload the exercises of the last block go on
    assignmentsOfBlock(client, lifter, session.program_id, session.block_number ?? 3),
  ]);
  if (maxes === null) throw new Error('there are no maxes to plan from. Enter them first.');
  if (config === null) throw new Error('there is no active formula config to plan from.');
  const done = week.rows.filter(({ status }) => status === 'completed');
  const logs = await logsOfSessions(
    client,
    done.map(({ id }) => id),
  );
  const { sets, snapshot } = makePlan(session, {
    maxes,
    config,
    assignments: assignments.rows,
    soreness: soreness.rows[0]?.ratings ?? checkIn.ratings,
    week: done,
    logs: logs.rows,
  });
  await planSession(client, session.id, sets, snapshot);
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { activeFormulaConfig, saveFormulaConfig, startProgram } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { useLifter } from '../lifter-context.ts';
import { Field } from '../parts/fields.tsx';
import { Loaded, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { queries } from '../queries.ts';
import { addDays, dayInWords } from '../training/day.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { blockAssignments, daysPerWeek, programSessions, totalWeeks } from '../training/program.ts';

/** Ten weeks from the newest maxes. */
export default function StartProgram() {
  const signedIn = useLifter();
  const maxes = useQuery(queries.newestMaxes(signedIn));
  return (
    <>
      <Title over="Ten weeks, three days each">Start a program</Title>
      <Loaded query={maxes} label="Loading your maxes">
        {(newest) =>
          newest === null ? (
            <p>
              A program is made from your maxes. <Link href="/maxes">Enter them first</Link>.
            </p>
          ) : (
            <StartForm maxesId={newest.id} />
          )
        }
      </Loaded>
    </>
  );
}

function StartForm({ maxesId }: { readonly maxesId: string }) {
  const signedIn = useLifter();
  const { client, lifter } = signedIn;
  const cache = useQueryClient();
  const [, goTo] = useLocation();
  const today = useToday();
  const [chosen, setStart] = useState<string>();
  const start = chosen ?? today;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(start);
  const active = useQuery(queries.activeProgram(signedIn));
  // ids of the form's own: what was heard once is not started twice
  const [ids] = useState(() => ({ program: crypto.randomUUID(), config: crypto.randomUUID() }));
  const begin = useMutation({
    mutationFn: async () => {
      const config = await activeFormulaConfig(client, lifter.id);
      if (config === null) {
        await saveFormulaConfig(client, { id: ids.config, source: 'system', overrides: {} });
      }
      return startProgram(client, {
        id: ids.program,
        total_weeks: totalWeeks,
        training_days_per_week: daysPerWeek,
        start_date: start,
        lifter_maxes_id: maxesId,
        formula_config_id: config?.id ?? ids.config,
        sessions: programSessions(start, () => crypto.randomUUID()),
        assignments: blockAssignments(),
      });
    },
    onSuccess: async () => {
      await cache.invalidateQueries();
      goTo('/');
    },
  });
  const words = begin.error ? inWords(begin.error) : undefined;
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isDay) begin.mutate();
      }}
    >
      <section className="card">
        <ol className="blocks">
          <li>
            <strong>Weeks 1–3</strong> build
          </li>
          <li>
            <strong>Weeks 4–6</strong> heavier
          </li>
          <li>
            <strong>Weeks 7–9</strong> heaviest
          </li>
          <li>
            <strong>Week 10</strong> deload
          </li>
        </ol>
        <p className="hint">
          Each lift is heavy, explosive and for reps once in three weeks. Weights come from your
          maxes, and from how sore you are on the day.
        </p>
      </section>
      <section className="card">
        <Field
          label="First day"
          type="date"
          value={start}
          error={!isDay ? 'Choose a day.' : words?.field === 'start' ? words.sentence : undefined}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        {isDay && (
          <ul className="first-week">
            {lifts.map((lift, index) => (
              <li key={lift} className={`lift-${lift}`}>
                <span className="dot" aria-hidden="true" />
                <span>{dayInWords(addDays(start, 2 * index))}</span>
                <strong>{liftName[lift]}</strong>
              </li>
            ))}
          </ul>
        )}
      </section>
      {active.data && (
        <p className="hint">
          The program that you are in is put away. What you did in it stays in your history.
        </p>
      )}
      {words && words.field !== 'start' && (
        <Notice kind="error" retry={() => begin.mutate()}>
          {words.sentence}
        </Notice>
      )}
      <div className="actions">
        <button className="button button-main" disabled={begin.isPending}>
          {begin.isPending ? 'Starting…' : 'Start the program'}
        </button>
      </div>
    </form>
  );
}

import type { Tables } from '@parakeet/db-types';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Known } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Field } from '../parts/fields.tsx';
import { Form, NotSaved, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { addDays, dayInWords } from '../training/day.ts';
import { liftName, lifts } from '../training/lifts.ts';
import {
  blockAssignments,
  daysPerWeek,
  programSessions,
  startProblem,
  totalWeeks,
} from '../training/program.ts';
import { activeConfig, activeProgram, newestMaxes, sessionsOf } from '../training/select.ts';

/** The current program, the earlier ones, and the next one. */
export default function Programs() {
  return (
    <>
      <Title over="Ten weeks, three days each">Start a program</Title>
      <Loaded
        tables={['lifter_maxes', 'programs', 'formula_configs', 'sessions']}
        label="Loading your programs"
      >
        {(known) => {
          const active = activeProgram(known);
          const maxes = newestMaxes(known);
          return (
            <>
              {active && <Running known={known} program={active} />}
              {maxes === undefined ? (
                <p>
                  A program is made from your maxes. <Link href="/maxes">Enter them first</Link>.
                </p>
              ) : (
                <StartForm known={known} maxesId={maxes.id} />
              )}
              <Others known={known} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface ProgramProperties {
  readonly known: Known;
  readonly program: Tables<'programs'>;
}

function doneOf({ known, program }: ProgramProperties): string {
  const sessions = sessionsOf(known, program.id);
  const done = sessions.filter(({ status }) => status === 'completed').length;
  return `${done} of ${sessions.length} sessions done`;
}

function Running({ known, program }: ProgramProperties) {
  const { store } = useLifter();
  const saving = useSaving();
  const end = (status: 'completed' | 'archived') =>
    saving.save(() => store.write('changeProgram', { id: program.id, changes: { status } }));
  return (
    <section className="card" aria-label="Running program">
      <h2>Running since {dayInWords(program.start_date)}</h2>
      <p>{doneOf({ known, program })}</p>
      <Link href="/history" className="button button-quiet">
        Its sessions
      </Link>
      <details className="aside">
        <summary>End this program</summary>
        <p>What you did in it stays in your history.</p>
        <QuietButton onClick={() => end('completed')}>I am through with it</QuietButton>
        <QuietButton onClick={() => end('archived')}>Archive it</QuietButton>
        <NotSaved saving={saving} />
      </details>
    </section>
  );
}

function Others({ known }: { readonly known: Known }) {
  const others = known.programs.filter(({ status }) => status !== 'active');
  if (others.length === 0) return null;
  return (
    <section className="card" aria-label="Programs before">
      <h2>Before</h2>
      <ul className="lines">
        {others.map((program) => (
          <li key={program.id}>
            Program {program.version}, from {dayInWords(program.start_date)}{' '}
            {program.start_date.slice(0, 4)}:{' '}
            {program.status === 'archived' ? 'archived' : 'completed'}, {doneOf({ known, program })}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface StartProperties {
  readonly known: Known;
  readonly maxesId: string;
}

function StartForm({ known, maxesId }: StartProperties) {
  const { store } = useLifter();
  const [, goTo] = useLocation();
  const today = useToday();
  const [chosen, setStart] = useState<string>();
  const [isAgreed, setAgreed] = useState(false);
  const saving = useSaving();
  const start = chosen ?? today;
  const problem = startProblem(start, today);
  const active = activeProgram(known);
  const agreement =
    active && !isAgreed ? 'Confirm that the current program may be archived.' : undefined;
  const begin = async () => {
    const config = activeConfig(known);
    const configId = config?.id ?? crypto.randomUUID();
    if (config === undefined) {
      await store.write('saveFormula', { id: configId, source: 'system', overrides: {} });
    }
    await store.write('startProgram', {
      id: crypto.randomUUID(),
      total_weeks: totalWeeks,
      training_days_per_week: daysPerWeek,
      start_date: start,
      lifter_maxes_id: maxesId,
      formula_config_id: configId,
      sessions: programSessions(start, () => crypto.randomUUID()),
      assignments: blockAssignments(),
    });
    goTo('/');
  };
  return (
    <Form saving={saving} label="Start the program" problems={[problem, agreement]} onSave={begin}>
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
        <Field label="First day" type="date" value={start} problem={problem} onText={setStart} />
        {problem === undefined && (
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
      {active && (
        <label className="agree">
          <input
            type="checkbox"
            checked={isAgreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
          <span>
            Your current program will be archived. What you did in it stays in your history.
          </span>
        </label>
      )}
    </Form>
  );
}

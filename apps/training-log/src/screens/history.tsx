import type { Tables } from '@parakeet/db-types';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Known } from '../data/index.ts';
import { Away } from '../errors/refusal.ts';
import { useLifter, useStore, useUnits, useWeights } from '../lifter-context.ts';
import { Folded } from '../parts/folded.tsx';
import { NotSaved, useSaving } from '../parts/form.tsx';
import { Heading } from '../parts/opening.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Empty, Loaded, Notice } from '../parts/states.tsx';
import { useToday } from '../parts/use-today.ts';
import { calendarDay, dayFromToday, dayWithYear, daysBetween } from '../training/day.ts';
import { intensityName, liftName } from '../training/lifts.ts';
import { timeOf } from '../training/progress.ts';
import { activeProgram, history, sessionsOf } from '../training/select.ts';
import { weightNumber } from '../training/weight.ts';

type Workout = ReturnType<typeof history>[number];
const pageSize = 20;

/** The week of the program, and what was done before, newest first. */
export default function History() {
  return (
    <>
      <Heading of="/history" />
      <Loaded tables={['programs', 'sessions', 'session_logs']} label="Loading your history">
        {(known) => {
          const active = activeProgram(known);
          return (
            <>
              {active && <Week key={active.id} known={known} program={active} />}
              <Workouts known={known} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Workouts({ known }: { readonly known: Known }) {
  const { sessions, session_logs } = known;
  const workouts = useMemo(() => history({ sessions, session_logs }), [sessions, session_logs]);
  const { store } = useLifter();
  const { hasOlder } = useStore();
  const [count, setCount] = useState(pageSize);
  const reading = useSaving();
  const showOlder = () => {
    // a lifter of years gets far back in a few taps
    const next = count + Math.min(count, 200);
    setCount(next);
    if (hasOlder && next >= workouts.length) reading.save(() => store.readOlder());
  };
  if (workouts.length === 0) {
    return (
      <Empty title="Nothing here yet">
        <p>Finish your first workout, and it is the first line here.</p>
      </Empty>
    );
  }
  return (
    <section aria-label="Completed sessions">
      <ul className="history">
        {workouts.slice(0, count).map((workout) => (
          <Entry key={workout.log.id} workout={workout} />
        ))}
      </ul>
      {reading.error instanceof Away ? (
        <Notice kind="away">This device keeps no older workouts. They need a network.</Notice>
      ) : (
        <NotSaved saving={reading} />
      )}
      {(count < workouts.length || hasOlder) && (
        <QuietButton disabled={reading.isPending} onClick={showOlder}>
          {reading.isPending ? 'Reading…' : 'Older'}
        </QuietButton>
      )}
    </section>
  );
}

const statusName = {
  planned: 'to come',
  in_progress: 'begun',
  completed: 'done',
  skipped: 'skipped',
} as const;

interface WeekProperties {
  readonly known: Known;
  readonly program: Tables<'programs'>;
}

function Week({ known, program }: WeekProperties) {
  const today = useToday();
  const since = Math.floor(daysBetween(program.start_date, today) / 7) + 1;
  const now = Math.min(program.total_weeks, Math.max(1, since));
  const [week, setWeek] = useState(now);
  const sessions = sessionsOf(known, program.id).filter(({ week_number }) => week_number === week);
  return (
    <section className="card week" aria-label="Week">
      <div className="week-title">
        <button
          type="button"
          className="arrow"
          aria-label="The week before"
          disabled={week === 1}
          onClick={() => setWeek(week - 1)}
        >
          ‹
        </button>
        <h2>
          <span role="status">Week {week}</span>{' '}
          <span className="quiet">of {program.total_weeks}</span>
        </h2>
        <button
          type="button"
          className="arrow"
          aria-label="The week after"
          disabled={week === program.total_weeks}
          onClick={() => setWeek(week + 1)}
        >
          ›
        </button>
      </div>
      <ul className="days">
        {sessions.map((session) => (
          <li key={session.id} className={`lift-${session.primary_lift} is-${session.status}`}>
            <span className="dot" aria-hidden="true" />
            <Link href={`/session/${session.id}`} className="line">
              <strong>{liftName[session.primary_lift]}</strong>
              <span className="quiet">{intensityName[session.intensity_type]}</span>
              <span className="day">
                {session.planned_date !== null && dayFromToday(session.planned_date, today)}
              </span>
            </Link>
            <span className="state">
              {statusName[session.status]}
              {session.skip_reason !== null && session.status === 'skipped'
                ? `: ${session.skip_reason}`
                : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Entry({ workout: { log, session } }: { readonly workout: Workout }) {
  const units = useUnits();
  const best = log.actual_sets
    .filter(({ reps_completed }) => reps_completed > 0)
    .toSorted((a, b) => b.weight_grams - a.weight_grams)[0];
  return (
    <li className={`lift-${session.primary_lift}`}>
      <Folded
        summary={
          <>
            <span className="dot" aria-hidden="true" />
            <span className="line">
              <strong>{liftName[session.primary_lift]}</strong>
              <span className="quiet">{intensityName[session.intensity_type]}</span>
              {best && (
                <span>
                  {best.reps_completed} × {weightNumber(best.weight_grams, units)}
                </span>
              )}
              <span className="day">{dayWithYear(calendarDay(new Date(timeOf(log))))}</span>
            </span>
          </>
        }
      >
        <Sets log={log} />
        <Link href={`/correct/${session.id}`} className="button button-quiet">
          Correct this workout
        </Link>
      </Folded>
    </li>
  );
}

function Sets({ log }: { readonly log: Tables<'session_logs'> }) {
  const show = useWeights();
  return (
    <div>
      {log.is_correction && <p className="hint">Corrected.</p>}
      {log.actual_sets.length === 0 ? (
        <p className="hint">No sets of the main lift.</p>
      ) : (
        <ol className="sets-done">
          {log.actual_sets.map((set, index) => (
            <li key={set.set_number}>
              <span className="set-number">Set {index + 1}</span>
              <strong>
                {set.reps_completed} × {show(set.weight_grams)}
              </strong>
              <span className="quiet">
                {set.rpe_actual === undefined ? '' : `RPE ${set.rpe_actual}`}
              </span>
              {set.notes !== undefined && <p className="note">{set.notes}</p>}
            </li>
          ))}
        </ol>
      )}
      {(log.auxiliary_sets ?? []).map(({ exercise, sets }) => (
        <p key={exercise}>
          {exercise}:{' '}
          {sets.map((set) => `${set.reps_completed} × ${show(set.weight_grams)}`).join(', ')}
        </p>
      ))}
      {log.session_rpe !== null && <p className="hint">All of it: RPE {log.session_rpe}</p>}
      {log.session_notes !== null && <p className="note">{log.session_notes}</p>}
    </div>
  );
}

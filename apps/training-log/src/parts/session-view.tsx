import type { Tables } from '@parakeet/db-types';
import { Link, useLocation } from 'wouter';
import type { Known } from '../data/index.ts';
import { useLifter, useStore, useWeights } from '../lifter-context.ts';
import { now } from '../store/clock.ts';
import { calendarDay, dayFromToday, daysBetween } from '../training/day.ts';
import { intensityName, liftName } from '../training/lifts.ts';
import { activeConfig, newestMaxes, sorenessOf } from '../training/select.ts';
import { changedSince, whyPlan } from '../training/why.ts';
import { openWorkout, workoutIsOpen } from '../workout/open-workout.ts';
import { CheckIn } from './check-in.tsx';
import { PlannedList } from './planned-list.tsx';
import { SessionChanges } from './session-changes.tsx';
import { Title } from './title.tsx';

/** The data that a session's view needs. */
export const sessionTables = [
  'sessions',
  'programs',
  'lifter_maxes',
  'formula_configs',
  'edge_cases',
] as const;

interface SessionViewProperties {
  readonly known: Known;
  readonly session: Tables<'sessions'>;
  /** The lifter's calendar day. */
  readonly today: string;
}

/** A session: the check-in, the sets with the reasons, and the way to the workout. */
export function SessionView({ known, session, today }: SessionViewProperties) {
  const { lifter } = useLifter();
  const day = session.planned_date ?? today;
  const isOpen = workoutIsOpen(lifter.id, session.id);
  const isToDo = session.status === 'planned' || session.status === 'in_progress';
  const isPlanned = session.planned_sets !== null && session.jit_input_snapshot !== null;
  return (
    <div className={`lift-${session.primary_lift}`}>
      <Title
        over={
          <>
            {dayFromToday(day, today)} · Week {session.week_number}, day {session.day_number}
          </>
        }
      >
        {liftName[session.primary_lift]}
      </Title>
      <p className="tags">
        <span className="tag tag-lift">{intensityName[session.intensity_type]}</span>
        {session.block_number !== null && <span className="tag">Block {session.block_number}</span>}
        {isToDo && daysBetween(day, today) > 0 && <span className="tag tag-late">To catch up</span>}
      </p>
      {session.status === 'completed' && (
        <p className="lead">
          This session is done. <Link href="/history">See it in your history</Link>.
        </p>
      )}
      {session.status === 'skipped' && (
        <p className="lead">
          Skipped{session.skip_reason === null ? '.' : `: ${session.skip_reason}`}
        </p>
      )}
      {isToDo && (isPlanned || isOpen) && <Plan known={known} session={session} isOpen={isOpen} />}
      {isToDo && !isPlanned && !isOpen && <CheckIn session={session} />}
      {!isOpen && session.status !== 'completed' && (
        <SessionChanges session={session} today={today} />
      )}
    </div>
  );
}

/** The plan, its reasons, and whether it would be different now. */
function Plan({
  known,
  session,
  isOpen,
}: Omit<SessionViewProperties, 'today'> & { readonly isOpen: boolean }) {
  const { lifter, store } = useLifter();
  const show = useWeights();
  const [, goTo] = useLocation();
  const { isAway } = useStore();
  const snapshot = session.jit_input_snapshot;
  const config = activeConfig(known);
  const checkIn = sorenessOf(known, session.id);
  const isOfToday =
    checkIn === undefined || calendarDay(new Date(checkIn.recorded_at)) === calendarDay(now());
  const changed = changedSince(session, {
    maxes: newestMaxes(known),
    config,
    disruptions: known.edge_cases,
  });
  const begin = () => {
    if (!isOpen) {
      openWorkout(lifter.id, session, now());
      // without network it waits in the outbox, and the screen does not wait
      if (session.status === 'planned') {
        store.write('beginSession', { id: session.id }).catch(() => undefined);
      }
    }
    goTo(`/workout/${session.id}`);
  };
  return (
    <>
      {session.planned_sets !== null && (
        <PlannedList
          sets={session.planned_sets}
          exercises={snapshot?.auxiliary_exercises ?? []}
          why={snapshot ? whyPlan(snapshot, config, known.edge_cases, session.id, show) : []}
        />
      )}
      <div className="actions">
        <button type="button" className="button button-main" onClick={begin}>
          {isOpen ? 'Go on with the workout' : 'Start the workout'}
        </button>
      </div>
      {!isOpen && (
        <details className="aside" open={changed.length > 0 || !isOfToday}>
          <summary>Make the plan again</summary>
          {changed.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {!isOfToday && <p>Your soreness is from another day.</p>}
          {isAway && <p>It is made from what this device knows.</p>}
          <CheckIn session={session} />
        </details>
      )}
    </>
  );
}

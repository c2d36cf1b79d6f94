import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import { beginSession, skipSession, type Session } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { useLifter } from '../lifter-context.ts';
import { Empty, Loaded, Loading, Notice } from '../parts/states.tsx';
import { PlannedList } from '../parts/planned-list.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { queries } from '../queries.ts';
import { dayFromToday, daysBetween } from '../training/day.ts';
import { intensityName, liftName } from '../training/lifts.ts';
import { openWorkout, workoutIsOpen } from '../workout/open-workout.ts';

const CheckIn = lazy(() => import('./check-in.tsx'));

/** The next session: how sore, what to lift, and the way to the workout. */
export default function Today() {
  const signedIn = useLifter();
  const today = useToday();
  const session = useQuery(queries.nextSession(signedIn, today));
  return (
    <Loaded query={session} label="Loading your next session">
      {(next) => (next === null ? <NoSession /> : <NextSession session={next} today={today} />)}
    </Loaded>
  );
}

function NextSession({ session, today }: { readonly session: Session; readonly today: string }) {
  const { client, lifter } = useLifter();
  const cache = useQueryClient();
  const [, goTo] = useLocation();
  const day = session.planned_date ?? today;
  const isOpen = workoutIsOpen(lifter.id, session.id);
  const skip = useMutation({
    mutationFn: () => skipSession(client, session.id),
    onSuccess: () => cache.invalidateQueries(),
  });
  const begin = () => {
    if (!isOpen) {
      openWorkout(lifter.id, session, new Date());
      // finishing does it too, so nobody waits for this where there is no network
      if (session.status === 'planned') beginSession(client, session.id).catch(() => undefined);
    }
    goTo(`/workout/${session.id}`);
  };
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
        {daysBetween(day, today) > 0 && <span className="tag tag-late">To catch up</span>}
      </p>
      {session.planned_sets === null || session.jit_input_snapshot === null ? (
        <Suspense fallback={<Loading label="Loading the check-in" />}>
          <CheckIn session={session} />
        </Suspense>
      ) : (
        <>
          <PlannedList
            sets={session.planned_sets}
            exercises={session.jit_input_snapshot.auxiliary_exercises}
          />
          <div className="actions">
            <button type="button" className="button button-main" onClick={begin}>
              {isOpen ? 'Go on with the workout' : 'Start the workout'}
            </button>
          </div>
        </>
      )}
      {skip.error && <Notice kind="error">{inWords(skip.error).sentence}</Notice>}
      {!isOpen && (
        <details className="aside">
          <summary>Not this one?</summary>
          <p>The next session comes in its place.</p>
          <button
            type="button"
            className="button button-quiet"
            disabled={skip.isPending}
            onClick={() => skip.mutate()}
          >
            Skip this session
          </button>
        </details>
      )}
    </div>
  );
}

/** New here, between programs, or through with one. */
function NoSession() {
  const signedIn = useLifter();
  const maxes = useQuery(queries.newestMaxes(signedIn));
  const program = useQuery(queries.activeProgram(signedIn));
  return (
    <>
      <Title>Today</Title>
      <Loaded query={maxes} label="Loading">
        {(newest) => (
          <Loaded query={program} label="Loading">
            {(active) => {
              if (newest === null) {
                return (
                  <Empty title="How strong are you?">
                    <p>Every plan is made from what you can lift. It takes a minute.</p>
                    <Link href="/maxes" className="button button-main">
                      Enter your maxes
                    </Link>
                  </Empty>
                );
              }
              return (
                <Empty title={active === null ? 'Ready for a program' : 'Nothing left to lift'}>
                  <p>
                    {active === null
                      ? 'Ten weeks of squat, bench press and deadlift, made from your maxes.'
                      : 'All sessions of your program are behind you. Start the next one from what you can lift now.'}
                  </p>
                  <Link href="/program" className="button button-main">
                    {active === null ? 'Start a program' : 'Start the next program'}
                  </Link>
                  <Link href="/maxes" className="button button-quiet">
                    Change my maxes
                  </Link>
                </Empty>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

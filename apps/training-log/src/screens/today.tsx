import { Link } from 'wouter';
import { Empty, Loaded, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { sessionTables, SessionView } from '../parts/session-view.tsx';
import type { Known } from '../data/index.ts';
import { unreadWords } from '../errors/unread-words.ts';
import { useStore } from '../lifter-context.ts';
import { dayFromToday } from '../training/day.ts';
import { liftName } from '../training/lifts.ts';
import { activeProgram, newestMaxes, nextSession } from '../training/select.ts';

/** The next session: the check-in, the sets, and the way to the workout. */
export default function Today() {
  const today = useToday();
  return (
    <Loaded tables={sessionTables} label="Loading your next session">
      {(known) => {
        const session = nextSession(known, today);
        if (session === undefined) return <NoSession known={known} />;
        return (
          <>
            {session.planned_date !== null && session.planned_date > today && (
              <p className="notice notice-done">
                Today is a rest day. {liftName[session.primary_lift]} is next:{' '}
                {dayFromToday(session.planned_date, today)}.
              </p>
            )}
            <SessionView key={session.id} known={known} session={session} today={today} />
          </>
        );
      }}
    </Loaded>
  );
}

/** Shown to a new lifter, between programs, and after the last session of one. */
function NoSession({ known }: { readonly known: Known }) {
  const { unread } = useStore();
  const unreadSessions = unread.filter(({ what }) => what === 'session' || what === 'program');
  if (unreadSessions.length > 0) {
    // a session that was not understood may be the next one, so this is not the same as none
    return (
      <>
        <Title>Today</Title>
        <Notice kind="error">{unreadWords(unreadSessions)}</Notice>
      </>
    );
  }
  const active = activeProgram(known);
  return (
    <>
      <Title>Today</Title>
      {newestMaxes(known) === undefined ? (
        <Empty title="How strong are you?">
          <p>Every plan is made from what you can lift. It takes a minute.</p>
          <Link href="/maxes" className="button button-main">
            Enter your maxes
          </Link>
        </Empty>
      ) : (
        <Empty title={active === undefined ? 'Ready for a program' : 'Nothing left to lift'}>
          <p>
            {active === undefined ? (
              'Ten weeks of squat, bench press and deadlift, made from your maxes.'
            ) : (
              <>
                All sessions of your program are behind you. Start the next one from what you can
                lift now.
              </>
            )}
          </p>
          <Link href="/program" className="button button-main">
            {active === undefined ? 'Start a program' : 'Start the next program'}
          </Link>
          <Link href="/maxes" className="button button-quiet">
            Change my maxes
          </Link>
        </Empty>
      )}
    </>
  );
}

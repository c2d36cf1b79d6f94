import { Link, useLocation } from 'wouter';
import { inWords } from '../errors/words.ts';
import { useLifter, useStore } from '../lifter-context.ts';
import { liftName } from '../training/lifts.ts';
import { Notice } from './states.tsx';
import { openWorkouts } from '../workout/open-workout.ts';

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Shown on every screen: whether the server answers, what waits to be sent, and open workouts. */
export function Standing() {
  const { lifter } = useLifter();
  const { entries, isAway, asOf, known, problem, read } = useStore();
  const [location] = useLocation();
  const waiting = entries.filter(({ state }) => state === 'waiting').length;
  const refused = entries.filter(({ state }) => state === 'refused').length;
  const open = openWorkouts(lifter.id).filter((id) => !location.endsWith(id));
  const changes = counted(waiting, 'change');
  const since = asOf === undefined ? '' : `, as of ${momentOf(asOf)}`;
  const offline = `Offline${since}.${waiting > 0 ? ` ${changes} to send.` : ''}`;
  const sending = waiting > 0 ? `Sending ${changes}…` : '';
  // a single text: a text beside it would shift when the number changes
  const connection = isAway ? offline : sending;
  return (
    <>
      <div className="connection" role="status" aria-label="Connection">
        {connection !== '' && <p>{connection}</p>}
      </div>
      {problem !== undefined && read.size > 0 && (
        <Notice kind="error">{inWords(problem).sentence}</Notice>
      )}
      {refused > 0 && location !== '/outbox' && (
        <Link href="/outbox" className="notice notice-error">
          {counted(refused, 'change')} could not be saved. See why.
        </Link>
      )}
      {location !== '/' &&
        open.map((id) => {
          const session = known.sessions.find((one) => one.id === id);
          return (
            <Link key={id} href={`/workout/${id}`} className="notice notice-done">
              {session ? `${liftName[session.primary_lift]} workout` : 'A workout'} is open. Go on
            </Link>
          );
        })}
    </>
  );
}

function momentOf(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? time.format(at) : dayAndTime.format(at);
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

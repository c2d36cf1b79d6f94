import { Link, useLocation } from 'wouter';
import { signOut } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { useLifter, useStore, useWeights } from '../lifter-context.ts';
import { useSaving } from '../parts/form.tsx';
import { Loaded, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { openDatabase, forgetAnswers } from '../store/database.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { newestMaxes } from '../training/select.ts';
import { oneRepMaxOf } from '../training/session-plan.ts';

const places = [
  ['/program', 'Programs', 'the running one, the next, and those before'],
  ['/formula', 'Formula', 'percent, sets and reps of each block'],
  ['/exercises', 'Exercises', 'the pool beside each lift, and this block’s pair'],
  ['/warm-up', 'Warm-up', 'the steps before the first set'],
  ['/volume', 'Volume', 'sets per muscle this week, and their limits'],
  ['/disruptions', 'Disruptions', 'injury, illness, travel, and what changes'],
  ['/recovery', 'Recovery', 'sleep, heart rate and its variability'],
  ['/settings', 'Settings', 'name, units, plates, rest, password, export'],
] as const;

/** The account, the maxes, the ways to all settings, and the sign-out. */
export default function Account() {
  const { connection, lifter } = useLifter();
  const { entries } = useStore();
  const show = useWeights();
  const [, goTo] = useLocation();
  const leaving = useSaving();
  const unsent = entries.filter(({ state }) => state !== 'sent').length;
  const changes = unsent === 1 ? '1 change' : `${unsent} changes`;
  const leave = async () => {
    await signOut(connection);
    await forgetAnswers(await openDatabase(), lifter.id);
    // who comes next begins at the beginning
    goTo('/');
  };
  return (
    <>
      <Title over={lifter.email}>Account</Title>
      <section className="card">
        <h2>Your maxes</h2>
        <Loaded tables={['lifter_maxes']} label="Loading your maxes">
          {(known) => {
            const newest = newestMaxes(known);
            if (newest === undefined) return <p className="hint">None yet.</p>;
            return (
              <dl className="facts">
                {lifts.map((lift) => (
                  <div key={lift} className={`lift-${lift}`}>
                    <dt>{liftName[lift]}</dt>
                    <dd>{show(oneRepMaxOf(lift, newest))}</dd>
                  </div>
                ))}
              </dl>
            );
          }}
        </Loaded>
        <Link href="/maxes" className="button button-quiet">
          Change my maxes
        </Link>
      </section>
      <nav className="card places" aria-label="All that can be set">
        {places.map(([path, name, what]) => (
          <Link key={path} href={path}>
            <strong>{name}</strong>
            <span className="quiet">{what}</span>
          </Link>
        ))}
        <Link href="/outbox">
          <strong>Not sent yet</strong>
          <span className="quiet">{unsent === 0 ? 'nothing' : changes}</span>
        </Link>
      </nav>
      <p className="hint">
        {unsent > 0 && `${changes} not sent yet. `}
        Unsent changes and an unfinished workout stay on this device when you sign out, for your
        account alone.
      </p>
      {leaving.error !== undefined && (
        <Notice kind="error">You are not signed out. {inWords(leaving.error).sentence}</Notice>
      )}
      <button
        type="button"
        className="button button-leave"
        disabled={leaving.isPending}
        onClick={() => leaving.save(leave)}
      >
        Sign out
      </button>
    </>
  );
}

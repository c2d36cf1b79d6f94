import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { signOut } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { queries } from '../queries.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { oneRepMaxOf } from '../training/session-plan.ts';
import { inKg } from '../training/weight.ts';

/** Who is signed in, the maxes that plans are made from, and the way out. */
export default function Account() {
  const signedIn = useLifter();
  const maxes = useQuery(queries.newestMaxes(signedIn));
  const [, goTo] = useLocation();
  const leave = useMutation({
    mutationFn: () => signOut(signedIn.client),
    // who comes next begins at the beginning
    onSuccess: () => goTo('/'),
  });
  return (
    <>
      <Title over={signedIn.lifter.email}>Account</Title>
      <section className="card">
        <h2>Your maxes</h2>
        <Loaded query={maxes} label="Loading your maxes">
          {(newest) =>
            newest === null ? (
              <p className="hint">None yet.</p>
            ) : (
              <dl className="facts">
                {lifts.map((lift) => (
                  <div key={lift} className={`lift-${lift}`}>
                    <dt>{liftName[lift]}</dt>
                    <dd>{inKg(oneRepMaxOf(lift, newest))}</dd>
                  </div>
                ))}
              </dl>
            )
          }
        </Loaded>
        <Link href="/maxes" className="button button-quiet">
          Change my maxes
        </Link>
        <Link href="/program" className="button button-quiet">
          Start a new program
        </Link>
      </section>
      <p className="hint">
        A workout that is not finished stays on this device when you sign out, for your account
        alone.
      </p>
      <button
        type="button"
        className="button button-leave"
        disabled={leave.isPending}
        onClick={() => leave.mutate()}
      >
        Sign out
      </button>
    </>
  );
}

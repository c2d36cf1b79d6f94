import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Route, Switch } from 'wouter';
import { watchLifter, type Client, type Lifter } from './data/index.ts';
import { LifterContext } from './lifter-context.ts';
import { Navigation } from './parts/navigation.tsx';
import { Loading } from './parts/states.tsx';

// each screen comes when it is asked for
const SignIn = lazy(() => import('./screens/sign-in.tsx'));
const Today = lazy(() => import('./screens/today.tsx'));
const Workout = lazy(() => import('./screens/workout.tsx'));
const History = lazy(() => import('./screens/history.tsx'));
const Progress = lazy(() => import('./screens/progress.tsx'));
const Account = lazy(() => import('./screens/account.tsx'));
const Maxes = lazy(() => import('./screens/maxes.tsx'));
const StartProgram = lazy(() => import('./screens/start-program.tsx'));
const UnreadNotice = lazy(() => import('./parts/unread.tsx'));

/** The app of one project: who is signed in, and the screen that the address names. */
export function App({ client }: { readonly client: Client }) {
  const [lifter, setLifter] = useState<Lifter | 'unknown' | undefined>('unknown');
  const queries = useQueryClient();
  useEffect(
    () =>
      watchLifter(client, (now) => {
        setLifter((before) => {
          // the same lifter with a new token is no news
          if (typeof before === 'object' && before.id === now?.id) return before;
          // what one lifter has read is not for the next
          queries.clear();
          return now;
        });
      }),
    [client, queries],
  );

  if (lifter === 'unknown') return <Loading label="Opening Parakeet" />;
  if (lifter === undefined) {
    return (
      <Suspense fallback={<Loading label="Opening Parakeet" />}>
        <SignIn client={client} />
      </Suspense>
    );
  }
  return (
    <LifterContext value={{ client, lifter }}>
      <div className="frame">
        <a className="skip" href="#content">
          To the content
        </a>
        <main id="content" className="content" tabIndex={-1}>
          <Suspense>
            <UnreadNotice />
          </Suspense>
          <Suspense fallback={<Loading label="Opening" />}>
            <Switch>
              <Route path="/">
                <Today />
              </Route>
              <Route path="/workout/:session">
                {({ session }) => <Workout key={session} session={session} />}
              </Route>
              <Route path="/history">
                <History />
              </Route>
              <Route path="/progress">
                <Progress />
              </Route>
              <Route path="/account">
                <Account />
              </Route>
              <Route path="/maxes">
                <Maxes />
              </Route>
              <Route path="/program">
                <StartProgram />
              </Route>
              <Route>
                <Today />
              </Route>
            </Switch>
          </Suspense>
        </main>
        <Navigation />
      </div>
    </LifterContext>
  );
}

import { Suspense, useEffect, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { remembered, watchLifter, type Connection, type Lifter } from './data/index.ts';
import { inWords } from './errors/words.ts';
import { tellPaint } from './first-paint.ts';
import { useOpenStore } from './first-store.ts';
import { LifterContext, type SignedIn } from './lifter-context.ts';
import { Frame, Opening, OpeningScreen } from './parts/opening.tsx';
import { ScreenBoundary } from './parts/screen-boundary.tsx';
import { Standing } from './parts/standing.tsx';
import { UnreadNotice } from './parts/unread.tsx';
import { UpdateNotice } from './parts/update.tsx';
import { Welcome } from './parts/welcome.tsx';
import { fallback, screens } from './screens.ts';
import { SignIn } from './screens/sign-in.tsx';

/** The app of one project: who is signed in, and the screen that the address names. */
export function App({ connection }: { readonly connection: Connection }) {
  const [lifter, setLifter] = useState<Lifter | 'unknown' | undefined>(
    () => remembered() ?? 'unknown',
  );
  const [ended, setEnded] = useState<Lifter>();
  useEffect(tellPaint, []);
  useEffect(
    () =>
      watchLifter(connection, (now, whose) => {
        setEnded(whose);
        setLifter((before) =>
          // the same lifter with a new token is no news
          typeof before === 'object' && before.id === now?.id && before.email === now.email
            ? before
            : now,
        );
      }),
    [connection],
  );

  if (lifter === 'unknown') return <Welcome />;
  if (lifter === undefined) {
    return (
      <ScreenBoundary>
        <SignIn connection={connection} ended={ended?.email} />
      </ScreenBoundary>
    );
  }
  return <OfLifter key={lifter.id} connection={connection} lifter={lifter} />;
}

/** Opens what this device keeps of a lifter, and shows their screens on it. */
function OfLifter({ connection, lifter }: Omit<SignedIn, 'store'>) {
  const { store, error } = useOpenStore(connection, lifter.id);
  if (error !== undefined) {
    return (
      <main className="alone">
        <h1>Parakeet cannot keep anything here</h1>
        <p>{inWords(error).sentence}</p>
        <p>A private window or a full disk may be why. Nothing was lost.</p>
      </main>
    );
  }
  return (
    <Frame>
      {store === undefined ? (
        <Opening />
      ) : (
        <LifterContext value={{ connection, lifter, store }}>
          <Standing />
          <UpdateNotice />
          <UnreadNotice />
          <Screens />
        </LifterContext>
      )}
    </Frame>
  );
}

function Screens() {
  const [location] = useLocation();
  useEffect(() => {
    // a place in the page is not one in the next
    scrollTo(0, 0);
  }, [location]);
  return (
    // an error belongs to its screen: another address is another try
    <ScreenBoundary key={location}>
      <Suspense fallback={<OpeningScreen />}>
        <Switch>
          {screens.map((screen) => (
            <Route key={screen.path} path={screen.path}>
              {(found: Readonly<Record<string, string | undefined>>) => (
                <screen.Screen key={found['id']} id={found['id'] ?? ''} />
              )}
            </Route>
          ))}
          <Route>
            <fallback.Screen id="" />
          </Route>
        </Switch>
      </Suspense>
    </ScreenBoundary>
  );
}

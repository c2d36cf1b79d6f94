import { useLocation } from 'wouter';
import { Loading } from './loading.tsx';
import { Navigation } from './navigation.tsx';
import { Title } from './title.tsx';

/** What a screen is called before a row is known. */
const headings = {
  '/history': { over: 'What you did', name: 'History' },
  '/progress': { over: 'Estimated one-rep max', name: 'Progress' },
} as const;

export function Heading({ of }: { readonly of: keyof typeof headings }) {
  const { over, name } = headings[of];
  return <Title over={over}>{name}</Title>;
}

/** A screen that is about to come. */
export function OpeningScreen() {
  const [location] = useLocation();
  return (
    <>
      {isHeaded(location) && <Heading of={location} />}
      <Loading label="Opening" />
    </>
  );
}

/**
 * The frame of the screens while the rows of this device are read: where one is, and the way to the
 * other screens. The page has it before the app has loaded (tools/preload.ts).
 */
export function Opening() {
  return (
    <div className="frame">
      <main className="content">
        <div className="connection" />
        <OpeningScreen />
      </main>
      <Navigation />
    </div>
  );
}

function isHeaded(location: string): location is keyof typeof headings {
  return Object.hasOwn(headings, location);
}

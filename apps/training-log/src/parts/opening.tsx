import type { ReactNode } from 'react';
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

/** A screen while its code loads. */
export function OpeningScreen() {
  const [location] = useLocation();
  return (
    <>
      {isHeaded(location) && <Heading of={location} />}
      <Loading label="Opening" />
    </>
  );
}

/** What is around every screen of a lifter: the way to the others, also by keyboard. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="frame">
      <a className="skip" href="#content">
        To the content
      </a>
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
      <Navigation />
    </div>
  );
}

/** In the frame while the rows of this device are read. */
export function Opening() {
  return (
    <>
      <div className="connection" />
      <OpeningScreen />
    </>
  );
}

function isHeaded(location: string): location is keyof typeof headings {
  return Object.hasOwn(headings, location);
}

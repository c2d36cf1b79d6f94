import type { ReactNode } from 'react';
import { Title } from './title.tsx';

interface WelcomeProperties {
  readonly isNew?: boolean;
  readonly children?: ReactNode;
}

/** The screen before sign-in. index.html shows the same until the app has loaded. */
export function Welcome({ isNew = false, children }: WelcomeProperties) {
  return (
    <main className="alone">
      <img className="logo" src="/parakeet.svg" alt="" width="72" height="72" />
      <Title over="Parakeet">{isNew ? 'Make an account' : 'Ready to lift?'}</Title>
      <p className="lead">
        {isNew
          ? 'Your maxes, a program made from them, and every set you lift.'
          : 'Sign in to see what is on the bar today.'}
      </p>
      {children}
    </main>
  );
}

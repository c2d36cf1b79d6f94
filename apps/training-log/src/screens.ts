import { lazy, type ComponentType } from 'react';

/** What a screen is given: the id in its address, or nothing. */
export interface ScreenProperties {
  readonly id: string;
}

// each screen comes when it is asked for
const Today: ComponentType<ScreenProperties> = lazy(() => import('./screens/today.tsx'));

/** The screens by their address. */
export const screens: readonly (readonly [
  path: string,
  Screen: ComponentType<ScreenProperties>,
])[] = [
  ['/', Today],
  ['/session/:id', lazy(() => import('./screens/session.tsx'))],
  ['/workout/:id', lazy(() => import('./screens/workout.tsx'))],
  ['/correct/:id', lazy(() => import('./screens/correct.tsx'))],
  ['/history', lazy(() => import('./screens/history.tsx'))],
  ['/progress', lazy(() => import('./screens/progress.tsx'))],
  ['/account', lazy(() => import('./screens/account.tsx'))],
  ['/settings', lazy(() => import('./screens/settings.tsx'))],
  ['/maxes', lazy(() => import('./screens/maxes.tsx'))],
  ['/program', lazy(() => import('./screens/programs.tsx'))],
  ['/disruptions', lazy(() => import('./screens/disruptions.tsx'))],
  ['/volume', lazy(() => import('./screens/volume.tsx'))],
  ['/exercises', lazy(() => import('./screens/exercises.tsx'))],
  ['/warm-up', lazy(() => import('./screens/warm-up.tsx'))],
  ['/formula', lazy(() => import('./screens/formula.tsx'))],
  ['/recovery', lazy(() => import('./screens/recovery.tsx'))],
  ['/outbox', lazy(() => import('./screens/outbox.tsx'))],
];

/** An address that there is not is the first screen's. */
export const fallback = Today;

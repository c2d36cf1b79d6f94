import { lazy, type ComponentType } from 'react';

/** The props of a screen: the id in its address, if any. */
export interface ScreenProperties {
  readonly id: string;
}

type Load = () => Promise<{ readonly default: ComponentType<ScreenProperties> }>;

/** The screen of an address; it comes when it is asked for. */
class LazyScreen {
  readonly path: string;
  readonly #load: Load;
  Screen: ComponentType<ScreenProperties>;

  constructor(path: string, load: Load) {
    this.path = path;
    this.#load = load;
    this.Screen = lazy(load);
  }

  /** Loads it before it is rendered for the first time, which then needs no second time. */
  async load(): Promise<void> {
    this.Screen = (await this.#load()).default;
  }
}

const today = new LazyScreen('/', () => import('./screens/today.tsx'));

/** The screens by their address. */
export const screens: readonly LazyScreen[] = [
  today,
  new LazyScreen('/session/:id', () => import('./screens/session.tsx')),
  new LazyScreen('/workout/:id', () => import('./screens/workout.tsx')),
  new LazyScreen('/correct/:id', () => import('./screens/correct.tsx')),
  new LazyScreen('/history', () => import('./screens/history.tsx')),
  new LazyScreen('/progress', () => import('./screens/progress.tsx')),
  new LazyScreen('/account', () => import('./screens/account.tsx')),
  new LazyScreen('/settings', () => import('./screens/settings.tsx')),
  new LazyScreen('/maxes', () => import('./screens/maxes.tsx')),
  new LazyScreen('/program', () => import('./screens/programs.tsx')),
  new LazyScreen('/disruptions', () => import('./screens/disruptions.tsx')),
  new LazyScreen('/volume', () => import('./screens/volume.tsx')),
  new LazyScreen('/exercises', () => import('./screens/exercises.tsx')),
  new LazyScreen('/warm-up', () => import('./screens/warm-up.tsx')),
  new LazyScreen('/formula', () => import('./screens/formula.tsx')),
  new LazyScreen('/recovery', () => import('./screens/recovery.tsx')),
  new LazyScreen('/outbox', () => import('./screens/outbox.tsx')),
];

/** An address that there is not is the first screen's. */
export const fallback = today;

/** Loads the screen of an address before anything is rendered. */
export async function loadScreen(address: string): Promise<void> {
  const [, first] = address.split('/');
  await (screens.find(({ path }) => path.split('/')[1] === first) ?? fallback).load();
}

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Connection, Lifter } from './data/index.ts';
import type { State } from './store/state.ts';
import type { Store } from './store/store.ts';
import { kilograms, showWeight, type Units } from './training/weight.ts';

/** Who is signed in, the connection to the project, and what this device keeps of them. */
export interface SignedIn {
  readonly connection: Connection;
  readonly lifter: Lifter;
  readonly store: Store;
}

export const LifterContext = createContext<SignedIn | undefined>(undefined);

/** @throws Error outside of the screens of somebody who is signed in */
export function useLifter(): SignedIn {
  const signedIn = useContext(LifterContext);
  if (signedIn === undefined) throw new Error('useLifter is for screens of who is signed in');
  return signedIn;
}

/** The lifter's rows, with the changes that wait to be sent. */
export function useStore(): State {
  const { store } = useLifter();
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** The unit and the plates of the lifter. */
export function useUnits(): Units {
  const [profile] = useStore().known.profiles;
  return profile === undefined
    ? kilograms
    : { unit: profile.weight_unit, plate: profile.smallest_plate_grams };
}

/** Shows grams in the lifter's unit. */
export function useWeights(): (grams: number) => string {
  const units = useUnits();
  return (grams) => showWeight(grams, units);
}

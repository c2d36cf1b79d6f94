import { createContext, useContext } from 'react';
import type { Client, Lifter } from './data/index.ts';

/** Who is signed in, and the client that asks for them. */
export interface SignedIn {
  readonly client: Client;
  readonly lifter: Lifter;
}

export const LifterContext = createContext<SignedIn | undefined>(undefined);

/** @throws Error outside of the screens of somebody who is signed in */
export function useLifter(): SignedIn {
  const signedIn = useContext(LifterContext);
  if (signedIn === undefined) throw new Error('useLifter is for screens of who is signed in');
  return signedIn;
}

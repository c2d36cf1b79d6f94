import { useEffect, useState } from 'react';
import type { Connection } from './data/index.ts';
import { loadScreen } from './screens.ts';
import type { Store } from './store/store.ts';

let first: { readonly lifter: string; readonly store: Store } | undefined;

async function open(connection: Connection, lifter: string): Promise<Store> {
  const { openStore } = await import('./store/open.ts');
  return openStore(connection, lifter);
}

/** Opens what the first screen shows before anything is rendered, so that it is rendered once. */
export async function openFirst(connection: Connection, lifter: string): Promise<void> {
  const [store] = await Promise.all([
    open(connection, lifter),
    // it is tried again where it is shown
    loadScreen(location.pathname).catch(() => undefined),
  ]);
  first = { lifter, store };
}

interface Opened {
  readonly store?: Store;
  readonly error?: unknown;
}

/** What this device keeps of a lifter, once it is open; or why it cannot be. */
export function useOpenStore(connection: Connection, lifter: string): Opened {
  const [state, setState] = useState<Opened>(() =>
    first?.lifter === lifter ? { store: first.store } : {},
  );
  useEffect(() => {
    let isOver = false;
    const opening = takeFirst(lifter) ?? open(connection, lifter);
    opening.then(
      (store) => (isOver ? undefined : setState({ store })),
      (error: unknown) => setState({ error }),
    );
    return () => {
      isOver = true;
      void opening.then((store) => store.close()).catch(() => undefined);
    };
  }, [connection, lifter]);
  return state;
}

function takeFirst(lifter: string): Promise<Store> | undefined {
  if (first?.lifter !== lifter) return undefined;
  const { store } = first;
  first = undefined;
  return Promise.resolve(store);
}

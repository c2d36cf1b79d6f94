import type { Connection } from '../data/client.ts';
import { openDatabase } from './database.ts';
import { Store } from './store.ts';

/** Opens what this device keeps of a lifter. */
export async function openStore(connection: Connection, lifter: string): Promise<Store> {
  return Store.open(connection, lifter, await openDatabase());
}

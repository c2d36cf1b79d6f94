import { nothingKnown, type Known, type TableName } from '../data/known.ts';
import type { Unread } from '../errors/unread-words.ts';
import type { Entry } from './database.ts';

/** What the screens show. */
export interface State {
  /** The rows that were read last, as if the waiting changes had been sent. */
  readonly known: Known;
  readonly unread: readonly Unread[];
  /** Whether the server may have workouts older than the known ones. */
  readonly hasOlder: boolean;
  /** Tables that have been read, now or before. */
  readonly read: ReadonlySet<TableName>;
  readonly entries: readonly Entry[];
  /** Nobody answers: what is known is as it was. */
  readonly isAway: boolean;
  /** When the oldest of the answers came, in milliseconds. */
  readonly asOf: number | undefined;
  /** Why something cannot be read though there was an answer. */
  readonly problem: unknown;
}

export const nothingRead: State = {
  known: nothingKnown,
  unread: [],
  hasOlder: false,
  read: new Set(),
  entries: [],
  isAway: false,
  asOf: undefined,
  problem: undefined,
};

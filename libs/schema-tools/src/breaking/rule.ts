import type { Level } from '../findings/finding.ts';

/** The effect of a change on an installed app. */
export type Effect =
  /** The server refuses its requests, or it cannot handle the answers. */
  | 'breaks'
  /** It continues, and something is silently different. */
  | 'changes'
  | 'safe';

export interface Rule {
  /** An old app that writes. */
  readonly writers: Effect;
  /** An old app that validates answers with its own schemas. */
  readonly readers: Effect;
  /** An old app that relies only on the types. */
  readonly types: Effect;
  /** Somebody sees or does more than before, perhaps without permission. */
  readonly exposes: boolean;
  /** The symptom in such an app. */
  readonly sees: string;
  /** How to make the change safely. */
  readonly wayOut: string;
  /** Its level unless the config sets one; an error if not given. */
  readonly level?: Level;
}

const effectOfMark: Readonly<Record<string, Effect>> = { x: 'breaks', '!': 'changes', '-': 'safe' };

/**
 * Defines a rule with the level error.
 *
 * @param marks of writers, readers and types: x breaks, ! changes, - is safe; a fourth, e, exposes
 */
export function rule(marks: string, sees: string, wayOut: string): Rule {
  const [writers = 'safe', readers = 'safe', types = 'safe'] = Array.from(
    marks.slice(0, 3),
    (mark): Effect => effectOfMark[mark] ?? 'safe',
  );
  return { writers, readers, types, exposes: marks[3] === 'e', sees, wayOut };
}

import type { Level } from '../findings/finding.ts';

/** What a change does to an app that is installed. */
export type Effect =
  /** Its requests are refused, or it cannot handle what it reads. */
  | 'breaks'
  /** It goes on, and something is silently different. */
  | 'changes'
  | 'safe';

export interface Rule {
  /** An old app that writes. */
  readonly writers: Effect;
  /** An old app that validates what it reads with the schemas that it has. */
  readonly readers: Effect;
  /** An old app that relies on the types alone. */
  readonly types: Effect;
  /** More is seen or done than before, by somebody who should perhaps not. */
  readonly exposes: boolean;
  /** What such an app sees. */
  readonly sees: string;
  /** How to make the change without it. */
  readonly wayOut: string;
  /** How much it matters unless the config says so; an error where this is missing. */
  readonly level?: Level;
}

const effectOfMark: Readonly<Record<string, Effect>> = { x: 'breaks', '!': 'changes', '-': 'safe' };

/**
 * A rule that is an error.
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

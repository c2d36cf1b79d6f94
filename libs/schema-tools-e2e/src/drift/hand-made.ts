/** A change by hand, and what is to be said of it. */
export interface HandMade {
  readonly by: string;
  /** Kind and name of the only drift. */
  readonly object: string;
  readonly is?: 'extra' | 'missing';
  /** The facts that differ. */
  readonly facts?: readonly string[];
  readonly level: 'access' | 'rows' | 'other';
  /** The line of the statement that made it so: file 1 or 2 and the beginning of the statement. */
  readonly line?: readonly [file: 1 | 2, statement: string];
  /** Why no migration adopts it. */
  readonly refused?: RegExp;
  /** What it changed for the whole server is undone. */
  readonly undo?: string;
  /** Whether the role that migrates may not do it. */
  readonly superuser?: true;
  /** What it needs is found too. */
  readonly also?: readonly string[];
}

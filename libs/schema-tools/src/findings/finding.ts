/** How much a finding matters: an error and a warning fail the command, a note does not. */
export const levels = ['error', 'warning', 'note'] as const;
export type Level = (typeof levels)[number];

/** Where a finding is. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, with the text of the line: then the place is shown with a caret below it. */
  readonly caret?: { readonly column: number; readonly text: string };
}

/** What a tool found, ready to be printed. */
export interface Finding {
  /** In kebab-case. */
  readonly rule: string;
  readonly level: Level;
  /** What an allowance names. */
  readonly object: string;
  /** What is so, as it follows the object. */
  readonly says: string;
  readonly place?: Place;
  /** What is printed below it for people: a word or two, and a text. */
  readonly details: readonly (readonly [name: string, text: string])[];
  /** The same in sentences. */
  readonly message: string;
  /** What the JSON has besides. */
  readonly facts?: object;
  /** The reason that somebody gave for it. */
  readonly allowed?: string;
}

/** An allowance that nothing needs. */
export interface Unused {
  /** The file that it is in, or is for; absolute. */
  readonly path: string;
  /** From 1; not given if it is not in the file itself. */
  readonly line?: number;
  /** Where it is, if not in the file itself. */
  readonly where?: string;
  readonly rule: string;
  readonly object: string;
}

/** What a tool found when it looked at one thing. */
export interface Report {
  /** What was looked at, such as `against origin/main (1a2b3c4)`. */
  readonly about: string;
  /** The same for a finding that is shown without its place. */
  readonly context?: string;
  /** Where findings are that have no place in a file. */
  readonly elsewhere: string;
  readonly findings: readonly Finding[];
  readonly unused: readonly Unused[];
  /** What the JSON has besides. */
  readonly facts?: object;
}

/** A rule, as SARIF lists it. */
export interface RuleWords {
  readonly says: string;
  readonly help: string;
}

/** The line that acknowledges a finding. */
export const allowLine = ({ rule, object }: Pick<Finding, 'rule' | 'object'>) =>
  `-- allow: ${rule} ${object}: <reason>`;

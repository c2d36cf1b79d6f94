/** How much a finding matters: an error and a warning fail the command, a note does not. */
export const levels = ['error', 'warning', 'note'] as const;
export type Level = (typeof levels)[number];

/** The place of a finding. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, with the text of the line: it is printed with a caret below the place. */
  readonly caret?: { readonly column: number; readonly text: string };
}

/** A tool's finding, ready to print. */
export interface Finding {
  /** In kebab-case. */
  readonly rule: string;
  readonly level: Level;
  /** The object in an allowance. */
  readonly object: string;
  /** The statement about the object, which follows its name. */
  readonly says: string;
  readonly place?: Place;
  /** The details below it for people: a label of a word or two, and a text. */
  readonly details: readonly (readonly [name: string, text: string])[];
  /** The same in sentences. */
  readonly message: string;
  /** Additional data for the JSON. */
  readonly facts?: object;
  /** The reason, if somebody allowed it. */
  readonly allowed?: string;
}

/** An unused allowance. */
export interface Unused {
  /** Its file, or the file that it is about; absolute. */
  readonly path: string;
  /** From 1; not given if it is not in that file. */
  readonly line?: number;
  /** Its place, if it is not in the file itself. */
  readonly where?: string;
  readonly rule: string;
  readonly object: string;
}

/** The findings of a tool about one thing. */
export interface Report {
  /** That thing, such as `against origin/main (1a2b3c4)`. */
  readonly about: string;
  /** The same for a finding printed without its place. */
  readonly context?: string;
  /** The place of findings outside of files. */
  readonly elsewhere: string;
  readonly findings: readonly Finding[];
  readonly unused: readonly Unused[];
  /** Additional data for the JSON. */
  readonly facts?: object;
}

/** A rule, as in SARIF. */
export interface RuleWords {
  readonly says: string;
  readonly help: string;
}

/** The line that allows the finding. */
export const allowLine = ({ rule, object }: Pick<Finding, 'rule' | 'object'>) =>
  `-- allow: ${rule} ${object}: <reason>`;

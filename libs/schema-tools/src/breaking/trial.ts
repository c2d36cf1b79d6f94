/** The old and the new CHECK; undefined without one. */
export interface CheckChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The conditions that rows fulfil on both sides. */
  readonly common?: readonly string[];
  /** The columns that they read, by name, with their types. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The rule of the old and the new policy; undefined without one. NULL is a no. */
export interface PolicyChange {
  /** The table of the policy, whose name the rule may use. */
  readonly policyOf: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Other tables that the rules read: `public.plans`. */
  readonly related: readonly string[];
  /** The columns that they read, by name, with their types. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Rows with different results, as JSON. */
export interface Counterexamples {
  /** The old one accepts it and the new one refuses it. */
  readonly narrower?: string;
  /** The reverse. */
  readonly wider?: string;
  /** Both accept it, but store it differently. */
  readonly otherwise?: string;
  /** Both accept it, and in one of them a column has the time of the change. */
  readonly touched?: string;
}

/** A trigger as Postgres prints it, with its function. */
export interface TriggerText {
  readonly definition: string;
  readonly routine: string;
}

/** The old and the new trigger; undefined without one. */
export interface TriggerChange {
  readonly trigger: string;
  /** Its table: `public.lifts`. */
  readonly table: string;
  readonly before: TriggerText | undefined;
  readonly after: TriggerText | undefined;
  /** Other tables that the functions read. */
  readonly related: readonly string[];
  /** The conditions that rows fulfil on both sides. */
  readonly common: readonly string[];
  /** The columns that the functions may read, with their types. */
  readonly columns: Readonly<Record<string, string>>;
  /** All columns of the table. */
  readonly allColumns: Readonly<Record<string, string>>;
}

/** The old and the new function. */
export interface FunctionChange {
  /** `public.greet`. */
  readonly routine: string;
  /** Its full text, as Postgres prints it. */
  readonly before: string;
  readonly after: string;
  /** The tables that it reads. */
  readonly related: readonly string[];
  /** The types of its arguments, in order; their names do not matter. */
  readonly columns: Readonly<Record<string, string>>;
}

export type TriedChange = CheckChange | PolicyChange | TriggerChange | FunctionChange;

/**
 * Lets Postgres find rows or calls for which two CHECKs, policies, triggers or functions differ.
 */
export type TryChecks = (change: TriedChange) => Promise<Counterexamples | undefined>;

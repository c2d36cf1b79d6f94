/** A CHECK as it was and as it is; undefined where there is none. */
export interface CheckChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What rows fulfil on both sides. */
  readonly common?: readonly string[];
  /** The columns that they read, by name, with their types. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The rule of a policy as it was and as it is; undefined where there is none. NULL is a no. */
export interface PolicyChange {
  /** The table of the policy, which its rule may name. */
  readonly policyOf: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Other tables that the rules look into: `public.plans`. */
  readonly related: readonly string[];
  /** The columns that they read, by name, with their types. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Rows that one takes and the other refuses, as JSON. */
export interface Counterexamples {
  /** The old one takes it and the new one refuses it. */
  readonly narrower?: string;
  /** The other way round. */
  readonly wider?: string;
  /** Both take it, and it is stored as something else. */
  readonly otherwise?: string;
  /** Both take it, and a column has the time of the change in one of them. */
  readonly touched?: string;
}

/** A trigger, as Postgres writes it down, and the function that it runs. */
export interface TriggerText {
  readonly definition: string;
  readonly routine: string;
}

/** A trigger as it was and as it is; undefined where there is none. */
export interface TriggerChange {
  readonly trigger: string;
  /** Its table: `public.lifts`. */
  readonly table: string;
  readonly before: TriggerText | undefined;
  readonly after: TriggerText | undefined;
  /** Other tables that the functions look into. */
  readonly related: readonly string[];
  /** What rows fulfil on both sides. */
  readonly common: readonly string[];
  /** The columns that the functions may read, with their types. */
  readonly columns: Readonly<Record<string, string>>;
  /** All columns of the table. */
  readonly allColumns: Readonly<Record<string, string>>;
}

/** A function as it was and as it is. */
export interface FunctionChange {
  /** `public.greet`. */
  readonly routine: string;
  /** The whole of it, as Postgres writes it. */
  readonly before: string;
  readonly after: string;
  /** Tables that it looks into. */
  readonly related: readonly string[];
  /** The types of its arguments, in order, by any name. */
  readonly columns: Readonly<Record<string, string>>;
}

export type TriedChange = CheckChange | PolicyChange | TriggerChange | FunctionChange;

/** Asks Postgres for rows or calls on which two CHECKs, policies, triggers or functions differ. */
export type TryChecks = (change: TriedChange) => Promise<Counterexamples | undefined>;

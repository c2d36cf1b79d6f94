import type pg from 'pg';
import type { Level } from '../findings/finding.ts';
import type { ProjectContracts } from '../contracts/index.ts';
import type { ParsedStatement } from '../migrations/sql-statements.ts';
import type { StatementFacts } from '../observe/facts.ts';
import type { LintConfig } from '../project/config.ts';

/** A finding of a rule. */
export interface Hit {
  /** What an allowance names. */
  readonly object: string;
  /** The statement about the object, after its name: a clause without a full stop. */
  readonly says: string;
  /**
   * Words of the statement that created it, such as the name of a policy. The caret points at them.
   */
  readonly words?: readonly string[];
  /** The position of the caret in the statement or the file, if the rule knows it. */
  readonly at?: number;
}

/** An example project for a rule: the judged migration, and its other files. */
export interface Example {
  /** A migration that has landed, if the rule is about a change. */
  readonly landed?: string;
  readonly sql?: string;
  /** supabase/config.toml. */
  readonly config?: string;
  /** The contracts module. */
  readonly contracts?: string;
  /** `lint` of the config of schema-tools. */
  readonly lint?: LintConfig;
}

/** A rule's documentation. */
interface Words {
  /** In kebab-case. */
  readonly id: string;
  readonly level: Level;
  /** Off unless the config gives it a level. */
  readonly isOptIn?: true;
  /** Rules of other tools whose allowances also count. */
  readonly alsoAllowedBy?: readonly string[];
  /** Rules that say more about the same object: then this one is silent. */
  readonly unless?: readonly string[];
  /** The number of Supabase's advisor with the same check. */
  readonly advisor?: string;
  /** One sentence. */
  readonly says: string;
  /** Why it matters, in a few sentences. */
  readonly why: string;
  readonly wayOut: string;
  readonly bad: string | Example;
  readonly good: string | Example;
}

/** The final schema. */
export interface Schema {
  /** Of a database with the tables of `views.ts`. */
  readonly client: pg.ClientBase;
  /** The exposed schemas. */
  readonly schemas: readonly string[];
  /** supabase/config.toml, unchecked. */
  readonly settings: unknown;
  readonly config: LintConfig;
  readonly contracts: ProjectContracts;
}

/** Judges the final schema: with a query that has the columns of `Hit`, or with code. */
export interface SchemaRule extends Words {
  readonly schema: string | ((schema: Schema) => Promise<Hit[]>);
}

/** Judges each statement of every migration by its text. */
export interface TextRule extends Words {
  readonly text: (statement: ParsedStatement) => Hit[];
}

/** A statement of a draft, with its place. */
export interface Change {
  readonly facts: StatementFacts;
  /** Every statement of its file. */
  readonly statements: readonly ParsedStatement[];
  /** Whether a table is older than the drafts, so it may have rows. */
  readonly isOld: (relation: { readonly schema: string; readonly name: string }) => boolean;
  /** Whether nothing is older than the drafts. */
  readonly isFirst: boolean;
}

/** Judges the work of a draft's statement on existing tables. */
export interface ChangeRule extends Words {
  readonly change: (change: Change) => Hit[];
}

/** The content of config.toml, for a rule about it. */
export interface Settings {
  readonly value: unknown;
  readonly text: string;
  /** Schemas of the database; undefined if it could not be built. */
  readonly there: readonly string[] | undefined;
}

/** Judges supabase/config.toml. */
export interface SettingsRule extends Words {
  readonly settings: (settings: Settings) => Hit[];
}

export type Rule = SchemaRule | TextRule | ChangeRule | SettingsRule;

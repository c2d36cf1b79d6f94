/** The declared rights of a client's role on a table. */
type Command = 'select' | 'insert' | 'update' | 'delete';

/** Levels of rules that override their own; `off` disables a rule. */
type Levels = Readonly<Record<string, 'error' | 'warning' | 'note' | 'off'>>;

/** The part of the config for `breaking`. */
export interface BreakingConfig {
  /** The level of a broken rule; an error by default. */
  readonly rules?: Levels | undefined;
}

/** The part of the config for `lint`. */
export interface LintConfig {
  readonly rules?: Levels | undefined;
  /**
   * The declared rights of each role on each table, by `schema.table`; `*` is any other table. The
   * rule `access-not-as-declared` checks them.
   */
  readonly access?:
    | Readonly<
        Record<
          string,
          Readonly<Partial<Record<'anon' | 'authenticated', readonly Command[] | undefined>>>
        >
      >
    | undefined;
}

/** The part of the config for `docs`. */
export interface DocsConfig {
  /**
   * Markdown files for pages of the site, or folders of them, by the title of their chapter: `{
   * Guides: ['docs/guides', 'docs/production.md'] }`.
   */
  readonly chapters?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The content of `schema-tools.config.ts`. Paths are relative to its folder. */
export interface ProjectConfig {
  /** The folder with config.toml and migrations/. `supabase` if not given. */
  readonly supabase?: string;
  /**
   * The schemas to describe. If not given, those that the Data API exposes: `schemas` of `[api]` in
   * config.toml.
   */
  readonly schemas?: readonly string[];
  /** The folder for the TypeScript from `generate`. It must not contain other files. */
  readonly types?: string;
  /** The ending of imports in generated files: `.ts`, `.js` (if not given), or `''` for none. */
  readonly importEnding?: '.ts' | '.js' | '';
  /** The module that exports `jsonContracts`, if there are contracts. */
  readonly contracts?: string;
  /**
   * Whether each JSONB column and JSON argument must have a contract. Without a contract, its type
   * is `Json`.
   */
  readonly requireContracts?: boolean;
  /** The folder with example documents, a file for each contract, if there is one. */
  readonly fixtures?: string;
  /** A page that lists the database's errors, with places for tables of rules. */
  readonly errorsPage?: string;
  /** Additional content for `docs`. */
  readonly docs?: DocsConfig | undefined;
  /**
   * Allowances for landed migrations that lack them, by version, in the form of the file's line:
   * `-- allow: <rule> <object>: <reason>`.
   */
  readonly allowances?: Readonly<Record<string, readonly string[]>>;
  /** The levels of the findings of `breaking`. */
  readonly breaking?: BreakingConfig;
  /** The rules of `lint`, and the levels of its findings. */
  readonly lint?: LintConfig;
  /**
   * Named databases for `push` and `audit`, such as staging and production. Each has the name of
   * the environment variable with its address. The config never contains an address.
   */
  readonly targets?: Readonly<Record<string, { readonly env: string }>>;
  /** The source of Postgres, without `--engine` and `PARAKEET_DB_ENGINE`. */
  readonly engine?: 'embedded' | 'container' | 'url';
}

/** Gives the configuration its type. */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}

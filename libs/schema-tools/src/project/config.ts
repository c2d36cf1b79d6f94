/** What a client's role may be declared to do with a table. */
type Command = 'select' | 'insert' | 'update' | 'delete';

/** Levels of rules, in place of their own; what is `off` is not looked at. */
type Levels = Readonly<Record<string, 'error' | 'warning' | 'note' | 'off'>>;

/** What `breaking` of the config says. */
export interface BreakingConfig {
  /** How much it matters that a rule is broken; an error if nothing is said. */
  readonly rules?: Levels | undefined;
}

/** What `lint` of the config says. */
export interface LintConfig {
  readonly rules?: Levels | undefined;
  /**
   * What each role is to do with each table, by `schema.table`; `*` is any other table. Judged by
   * the rule `access-not-as-declared`.
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

/** What `docs` of the config says. */
export interface DocsConfig {
  /**
   * Markdown files that become pages of the site, and folders of them, by the title of their
   * chapter: `{ Guides: ['docs/guides', 'docs/production.md'] }`.
   */
  readonly chapters?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What `schema-tools.config.ts` says. Paths are from the folder that the file is in. */
export interface ProjectConfig {
  /** The folder with config.toml and migrations/. `supabase` if not given. */
  readonly supabase?: string;
  /**
   * The schemas that are described: those that the Data API exposes, `schemas` of `[api]` in
   * config.toml, if not given.
   */
  readonly schemas?: readonly string[];
  /** The folder that `generate` writes TypeScript into. Nothing else may be in it. */
  readonly types?: string;
  /** How generated files import each other: `.ts`, `.js` (if not given), or `''` for no ending. */
  readonly importEnding?: '.ts' | '.js' | '';
  /** The module that exports `jsonContracts`, if there are contracts. */
  readonly contracts?: string;
  /** Whether each JSONB column and JSON argument must have a contract. If not, it is `Json`. */
  readonly requireContracts?: boolean;
  /** The folder with a file of example documents for each contract, if there is one. */
  readonly fixtures?: string;
  /** A page that lists what the database refuses, with places for tables of rules. */
  readonly errorsPage?: string;
  /** What `docs` writes besides the schema. */
  readonly docs?: DocsConfig | undefined;
  /**
   * Allowances of migrations that landed without them, by version: the lines that would stand in
   * the file, `-- allow: <rule> <object>: <reason>`.
   */
  readonly allowances?: Readonly<Record<string, readonly string[]>>;
  /** How much each finding of `breaking` matters. */
  readonly breaking?: BreakingConfig;
  /** What `lint` looks for, and how much each finding matters. */
  readonly lint?: LintConfig;
  /**
   * Databases that `push` and `audit` know by a name, such as staging and production: each with the
   * name of the environment variable that holds its address. An address itself never stands here.
   */
  readonly targets?: Readonly<Record<string, { readonly env: string }>>;
  /** Where Postgres comes from, if neither `--engine` nor `PARAKEET_DB_ENGINE` says it. */
  readonly engine?: 'embedded' | 'container' | 'url';
}

/** Gives the configuration its type. */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}

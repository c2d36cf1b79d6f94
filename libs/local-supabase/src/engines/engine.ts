/** The engines by name: which Postgres the tools start, or are given. */
export const engineNames = ['embedded', 'container', 'url'] as const;
export type EngineName = (typeof engineNames)[number];

/**
 * A Postgres that answers, with the roles of hosted Supabase in it.
 *
 * Addresses are connection URLs with the password in them: never print one, see
 * `withoutPassword`.
 */
export interface Server {
  readonly engine: EngineName;
  /** As Postgres says it, such as `17.10`. */
  readonly version: string;
  readonly host: string;
  readonly port: number;
  /** The role that runs migrations: `postgres` where that is possible, as on hosted Supabase. */
  readonly owner: string;
  /** The database that the tools build and swap in: `postgres`, or the one that the URL names. */
  readonly database: string;
  /** The address of a database for a superuser. */
  adminUrl(database: string): string;
  /** The address of a database for the role that runs migrations. */
  ownerUrl(database: string): string;
  /** The address of a database for a role that services log in as, as on hosted Supabase. */
  serviceUrl(role: 'authenticator' | 'supabase_auth_admin', database: string): string;
}

/** A server that ends with the process that started it. */
export interface ThrowawayServer extends Server {
  /** The name by which a database of this run is to be created: the server may be shared. */
  databaseName(name: string): string;
  /** Ends the server and removes what it wrote. */
  stop(): Promise<void>;
}

/** What `status` tells of the developer's server. */
export interface EngineStatus {
  readonly engine: EngineName;
  readonly running: boolean;
  /** Where the server's data is, in the engine's own terms. */
  readonly location: string;
  readonly address: { readonly host: string; readonly port: number } | undefined;
}

export interface EngineOptions {
  /** The checkout that the server belongs to: an absolute path. */
  readonly workspace: string;
  /** TCP port on 127.0.0.1 for the developer's server; not for `url`. */
  readonly port?: number | undefined;
  /** Whether no other port may be taken in its place: it was given on the command line. */
  readonly isPortFixed?: boolean;
  /** The address that `url` was given. */
  readonly url?: string | undefined;
  /** The image that `container` runs. */
  readonly image?: string | undefined;
  /** Told what is being done, a few words at a time. */
  readonly report?: (step: string) => void;
}

/**
 * One way to have a Postgres. `start`, `stop` and `status` are about the developer's
 * server, which stays between commands; `throwaway` is a server for one run.
 */
export interface Engine {
  readonly name: EngineName;
  /**
   * Starts the developer's server, or finds it running.
   *
   * @throws ToolError that says what to do
   */
  start(): Promise<Server>;
  /** Stops it, keeping its data; false if it was not running. */
  stop(): Promise<boolean>;
  status(): Promise<EngineStatus>;
  throwaway(): Promise<ThrowawayServer>;
}

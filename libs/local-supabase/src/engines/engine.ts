/** The names of the engines: the Postgres that the tools start or use. */
export const engineNames = ['embedded', 'container', 'url'] as const;
export type EngineName = (typeof engineNames)[number];

/**
 * A running Postgres with the roles of hosted Supabase.
 *
 * Its addresses contain the password: never print one, see `withoutPassword`.
 */
export interface Server {
  readonly engine: EngineName;
  /** Its version in its own words, such as `17.10`. */
  readonly version: string;
  readonly host: string;
  readonly port: number;
  /** The role that runs migrations: `postgres` if possible, as on hosted Supabase. */
  readonly owner: string;
  /** The database that the tools build and swap in: `postgres`, or the one in the URL. */
  readonly database: string;
  /** The address of a database for a superuser. */
  adminUrl(database: string): string;
  /** The address of a database for the role that runs migrations. */
  ownerUrl(database: string): string;
  /** The address of a database for a role of a service, as on hosted Supabase. */
  serviceUrl(role: 'authenticator' | 'supabase_auth_admin', database: string): string;
}

/** A server that ends with this process. */
export interface ThrowawayServer extends Server {
  /** The name for a new database of this run: others may share the server. */
  databaseName(name: string): string;
  /** Ends the server and removes what it wrote. */
  stop(): Promise<void>;
}

/** The state of the developer's server, for `status`. */
export interface EngineStatus {
  readonly engine: EngineName;
  readonly running: boolean;
  /** The location of the server's data, in the engine's own terms. */
  readonly location: string;
  readonly address: { readonly host: string; readonly port: number } | undefined;
}

export interface EngineOptions {
  /** The checkout of the server: an absolute path. */
  readonly workspace: string;
  /** TCP port on 127.0.0.1 for the developer's server; not for `url`. */
  readonly port?: number | undefined;
  /** Whether the port is fixed: the command line named it. */
  readonly isPortFixed?: boolean;
  /** The address for `url`. */
  readonly url?: string | undefined;
  /** The image for `container`. */
  readonly image?: string | undefined;
  /** Gets each step, in a few words. */
  readonly report?: (step: string) => void;
}

/**
 * One way to have a Postgres. `start`, `stop` and `status` control the developer's server, which
 * stays between commands. `throwaway` starts a server for one run.
 */
export interface Engine {
  readonly name: EngineName;
  /**
   * Starts the developer's server, or finds it running.
   *
   * @throws ToolError with the next step
   */
  start(): Promise<Server>;
  /** Stops it and keeps its data; false if it was not running. */
  stop(): Promise<boolean>;
  status(): Promise<EngineStatus>;
  throwaway(): Promise<ThrowawayServer>;
}

import type postgres from 'postgres';

type Options = postgres.Options<Record<string, postgres.PostgresType>>;

/** How the connections to the local Postgres are kept. */
export function poolOptions(options: Options = {}): Options {
  return {
    // seconds
    connect_timeout: 10,
    max: 10,
    // a server that was gone is asked again by the next request, without a pause
    backoff: () => 0,
    onnotice: () => undefined,
    ...options,
    connection: { application_name: 'local-supabase', ...options.connection },
  };
}

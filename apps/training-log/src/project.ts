import type { Client, Connection } from './data/client.ts';
import { Away } from './errors/refusal.ts';

/**
 * The connection to the project that the app was built for, or what is missing of it, in words.
 *
 * @param begin when to load supabase-js; the screens show what this device knows without it
 */
export function connectToProject(begin: Promise<void>): Connection | string {
  const { VITE_SUPABASE_URL: url, VITE_SUPABASE_KEY: key } = import.meta.env;
  if (url === undefined || key === undefined || url === '' || key === '') {
    return 'VITE_SUPABASE_URL and VITE_SUPABASE_KEY were not set when this was built.';
  }
  const load = async () => {
    await begin;
    const { connect } = await import('./data/client.ts');
    return connect(url, key);
  };
  let client: Promise<Client> | undefined;
  return () => {
    client ??= load().catch((error: unknown) => {
      client = undefined;
      throw new Away('supabase-js did not load', { cause: error });
    });
    return client;
  };
}

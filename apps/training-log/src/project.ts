import type { Connection } from './data/index.ts';
import { Away } from './errors/refusal.ts';

/**
 * The connection to the project that the app was built for, or what is missing of it, in words.
 * supabase-js loads beside the screens: they show what this device knows without it.
 */
export function connectToProject(): Connection | string {
  const { VITE_SUPABASE_URL: url, VITE_SUPABASE_KEY: key } = import.meta.env;
  if (url === undefined || key === undefined || url === '' || key === '') {
    return 'VITE_SUPABASE_URL and VITE_SUPABASE_KEY were not set when this was built.';
  }
  return loadClient(url, key);
}

async function loadClient(url: string, key: string): Connection {
  const { connect } = await import('./data/client.ts').catch((error: unknown) => {
    throw new Away('supabase-js did not load', { cause: error });
  });
  return connect(url, key);
}

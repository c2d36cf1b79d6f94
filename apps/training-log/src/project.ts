import { connect, type Client } from './data/index.ts';

/** The client of the project that the app was built for, or what is missing of it, in words. */
export function projectClient(): Client | string {
  const { VITE_SUPABASE_URL: url, VITE_SUPABASE_KEY: key } = import.meta.env;
  if (url === undefined || key === undefined || url === '' || key === '') {
    return 'VITE_SUPABASE_URL and VITE_SUPABASE_KEY were not set when this was built.';
  }
  return connect(url, key);
}

import type { Database } from '@parakeet/db-types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** A client that knows tables, functions and what is inside the JSONB columns. */
export type Client = SupabaseClient<Database>;

/**
 * The client of a Supabase project.
 *
 * @param fetch sends the requests; that of the browser if not given
 */
export function connect(url: string, key: string, send?: typeof fetch): Client {
  return createClient<Database>(url, key, {
    // who asks knows whether to ask again: a screen that is gone does not
    db: { retry: false },
    ...(send === undefined ? {} : { global: { fetch: send } }),
  });
}

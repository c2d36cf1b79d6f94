import type { Database } from '@parakeet/db-types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** A client with the types of tables, functions and JSONB columns. */
export type Client = SupabaseClient<Database>;

/** The client, once supabase-js has loaded. Rejects with `Away` if not; each call tries again. */
export type Connection = () => Promise<Client>;

/**
 * The client of a Supabase project.
 *
 * @param send sends the requests; that of the browser if not given
 */
export function connect(url: string, key: string, send?: typeof fetch): Client {
  return createClient<Database>(url, key, {
    // the caller decides whether to ask again: a closed screen does not
    db: { retry: false },
    global: { fetch: send ?? fetchAsLifter(key) },
  });
}

/** How long an answer is waited for: a gym's network may hang for minutes. */
const timeoutMs = 20_000;

/**
 * Sends requests for rows in a lifter's name only. After a session has run out, and while auth does
 * not answer, supabase-js sends them without a lifter. The Data API would refuse them, and a kept
 * workout would count as refused. So this fails as if there were no network.
 */
function fetchAsLifter(key: string): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const bearer = new Headers(init?.headers).get('Authorization');
    if (pathname.includes('/rest/v1/') && (bearer === null || bearer === `Bearer ${key}`)) {
      throw new TypeError('The session has expired, and the server does not answer to renew it.');
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(input, { ...init, signal });
  };
}

import { keepQuiet } from './faults.ts';

/**
 * The services that a Supabase project has and this server lacks, by the first part of the path.
 */
const services: Readonly<Record<string, { what: string; instead: string }>> = {
  realtime: {
    what: 'Realtime (channels, presence, changes of tables) is',
    instead: 'Read the tables again instead, or try it on a hosted project.',
  },
  storage: {
    what: 'Storage (buckets and files) is',
    instead: 'Keep files elsewhere in local runs, or try it on a hosted project.',
  },
  functions: {
    what: 'Edge Functions are',
    instead: 'Run the function with Deno, or try it on a hosted project.',
  },
  graphql: {
    what: 'GraphQL is',
    instead: 'The same tables are at /rest/v1.',
  },
};

/** The most clients to remember. */
const most = 1000;

/** Answers clients of missing services, and prints one line for each client. */
export class NotHere {
  readonly #told = new Set<string>();

  /** The answer to a request for a missing service (501); undefined for other requests. */
  answer(request: Request, [service = '', version]: readonly string[]): Response | undefined {
    const known = Object.hasOwn(services, service) ? services[service] : undefined;
    if (!known || version !== 'v1') return undefined;
    this.#tellOnce(request, service);
    const message = `${known.what} not part of the local Supabase. ${known.instead}`;
    const body = { code: 'not_here', message };
    // each client library shows a different member
    const forms: Readonly<Record<string, object>> = {
      storage: { ...body, statusCode: '501', error: 'not_here' },
      graphql: { ...body, errors: [{ message }] },
    };
    return Response.json(forms[service] ?? body, { status: 501 });
  }

  /** A client that retries gets one line. */
  #tellOnce({ headers }: Request, service: string): void {
    const client = [service, headers.get('user-agent'), headers.get('origin')].join('\n');
    if (this.#told.has(client)) keepQuiet();
    else if (this.#told.size < most) this.#told.add(client);
  }
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readRow, type RowProblem } from '@parakeet/schema-runtime/reading';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import * as z from 'zod';
import { tokenOf, type ServedDatabase } from '@parakeet/db-harness/served-database';

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** What an installed app sends. */
export interface AppRequest {
  readonly title: string;
  /** A call of a function is for the app whatever it needs it for. */
  readonly kind: 'write' | 'read' | 'call';
  /** Where this writes one row of many: its table, and the columns in which it is like no other. */
  readonly oneOf?: { readonly table: string; readonly columns: readonly string[] };
  readonly send: (client: SupabaseClient) => PromiseLike<Answer>;
  /** The app's schema for each row, or for a function's answer. */
  readonly answer?: z.ZodType;
}

interface Answer {
  readonly data: unknown;
  readonly error: { readonly code?: string; readonly message: string } | null;
}

/** What the app saw. */
export interface Seen {
  /** Requests that were refused, with the code. */
  readonly refused: readonly (Pick<AppRequest, 'kind'> & { readonly says: string })[];
  /** The parts of the answers that the app's schemas refused. */
  readonly problems: readonly (RowProblem & { readonly request: string })[];
  /** How many rows and answers of functions were read. */
  readonly read: number;
}

/** A lifter of an installed app. */
export const lifter = '10000000-0000-4000-8000-000000000001';

/** The client of an app in which the lifter is signed in, or nobody. */
export function appClient(
  { url, keys }: ServedDatabase,
  role: 'anon' | 'authenticated' = 'authenticated',
  ask: typeof fetch = fetch,
): SupabaseClient {
  const token = role === 'anon' ? keys.publishableKey : tokenOf(lifter, keys);
  return createClient(url, keys.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: () => Promise.resolve(token),
    global: { fetch: ask },
  });
}

/** The same of an app whose changes are taken back: the database has to let a client say so. */
export function trialClient(
  served: ServedDatabase,
  role?: 'anon' | 'authenticated',
): SupabaseClient {
  return appClient(served, role, (address, init) => {
    const headers = new Headers(init?.headers);
    headers.append('prefer', 'tx=rollback');
    return fetch(address, { ...init, headers });
  });
}

/** What came of a request. */
export interface Outcome {
  /** What was read, row by row; the answer of a function is one. */
  readonly read: readonly unknown[];
  /** The code and the message with which it was refused. */
  readonly refusal?: string;
  /** The errors of the app's schema for an answer. */
  readonly problems: readonly RowProblem[];
}

/** Sends a request of an installed app, and parses the answer with the app's own schema. */
export async function send(client: SupabaseClient, request: AppRequest): Promise<Outcome> {
  const { data, error } = await request.send(client);
  if (error) return { read: [], refusal: `${error.code} ${error.message}`, problems: [] };
  const { kind, answer } = request;
  const read: unknown[] = kind === 'call' || !Array.isArray(data) ? [data] : data;
  const problems = answer ? read.flatMap((one) => readRow(answer, one).unread?.problems ?? []) : [];
  return { read, problems };
}

/** Sends requests of an installed app with supabase-js; what they change is taken back. */
export async function use(served: ServedDatabase, requests: readonly AppRequest[]): Promise<Seen> {
  const client = trialClient(served);
  const refused: Seen['refused'][number][] = [];
  const problems: (RowProblem & { request: string })[] = [];
  let read = 0;
  for (const request of requests) {
    const { title, kind } = request;
    const outcome = await send(client, request);
    if (outcome.refusal !== undefined) {
      refused.push({ kind, says: `${title}: ${outcome.refusal}` });
    } else if (request.answer) {
      read += outcome.read.length;
      problems.push(...outcome.problems.map((problem) => ({ ...problem, request: title })));
    }
  }
  return { refused, problems, read };
}

/** The schemas of a generated package. */
export interface AppSchemas {
  readonly rows: Readonly<Record<string, z.ZodType>>;
  readonly results: Readonly<Record<string, z.ZodType>>;
}

/**
 * Loads the output of `generate` from a folder, where it stays the same when the schema changes.
 */
export async function loadSchemas(folder: string): Promise<AppSchemas> {
  const load = async (file: string): Promise<object> =>
    import(pathToFileURL(join(folder, file)).href);
  const pick = (schemas: unknown, key: string) =>
    Object.fromEntries(
      Object.entries(Object(schemas)).flatMap(([name, one]) => {
        const schema: unknown = Reflect.get(Object(one), key);
        return schema instanceof z.ZodType ? [[name, schema] as const] : [];
      }),
    );
  const rows = await load('rows/index.ts');
  const functions = await load('functions/index.ts');
  return {
    rows: pick(Reflect.get(rows, 'rowSchemas'), 'row'),
    results: pick(Reflect.get(functions, 'functionSchemas'), 'result'),
  };
}

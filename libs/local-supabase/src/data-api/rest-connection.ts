import type { IntrospectResult } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';
import { sql, type RawBuilder } from 'kysely';
import { CatalogueReader, type Catalogue } from './catalogue.ts';
import { valueTypes } from './formats.ts';
import { refusalOf } from './refusal.ts';
import { requestScope, type RequestScope } from './request-scope.ts';
import { openPool } from './pool.ts';

/**
 * What `@supabase/lite` works with for the Data API, in the place of its own connection.
 *
 * Its own logs in as one role, grants whatever that role may to anon and authenticated at
 * the first request, and tells most errors as HTTP 500. Here requests are served on
 * connections of `authenticator`, which may nothing but become one of the three roles, as
 * PostgREST does; the catalogue is read on a read-only one; errors become PostgREST's.
 */
export class RestConnection extends PostgresConnection {
  readonly #requests: PostgresConnection['kysely'];
  readonly #reader: CatalogueReader;
  readonly #searchPath: string;

  constructor(options: {
    /** The address for a role that sees the whole catalogue. */
    catalogueUrl: string;
    /** The address for `authenticator`. */
    requestsUrl: string;
    /** The schemas that are served. */
    schemas: readonly string[];
    /** Schemas that a request finds without naming them. */
    searchPath: readonly string[];
  }) {
    // connects when it is first asked, which it is not: this.kysely is another
    super({ url: options.catalogueUrl });
    this.kysely = openPool({
      url: options.catalogueUrl,
      max: 2,
      types: valueTypes,
      settings: { default_transaction_read_only: true },
    });
    this.#requests = openPool({ url: options.requestsUrl, max: 10, types: valueTypes });
    this.#reader = new CatalogueReader(this.kysely, () => super.introspect(), options.schemas);
    this.#searchPath = options.searchPath.map((schema) => `"${schema}"`).join(', ');
  }

  /** The catalogue as it is now. Rejects when the database cannot be asked. */
  readCatalogue(): Promise<Catalogue> {
    return this.#reader.read();
  }

  override introspect(): Promise<IntrospectResult> {
    return Promise.resolve(requestScope().catalogue.introspection);
  }

  /**
   * Does the work of a request in one transaction, as the role and with the claims of
   * whoever it is for, and gives it up where the answer is an error. What lite makes of
   * the request's headers does not count: `requestScope` says for whom it is.
   */
  override async withContext<T>(
    _vars: unknown,
    work: (db: PostgresConnection['kysely']) => Promise<T>,
  ): Promise<T> {
    const scope = requestScope();
    const reads = isRead(scope);
    const transaction = this.#requests.transaction();
    try {
      return await (reads ? transaction.setAccessMode('read only') : transaction).execute(
        async (db) => {
          await this.#enter(scope).execute(db);
          const answer = await work(db);
          if (answer instanceof Response && !answer.ok) throw new GivenUp(answer);
          return answer;
        },
      );
    } catch (error) {
      const refusal =
        error instanceof GivenUp
          ? error.answer
          : refusalOf(error, {
              role: scope.identity.role,
              relation: pathOf(scope.request).relation,
            });
      if (isAnswer<T>(refusal)) return refusal;
      // what lite says of a request that it does not understand
      throw error;
    }
  }

  /** Becomes whoever the request is for until the transaction ends, as PostgREST does. */
  #enter({ request, identity, catalogue }: RequestScope): RawBuilder<unknown> {
    const headers = Object.fromEntries(request.headers);
    const settings: [string, string][] = [
      ['role', identity.role],
      ['request.jwt.claims', JSON.stringify(identity.claims)],
      ['request.method', request.method],
      ['request.path', pathOf(request).path],
      ['request.headers', JSON.stringify(headers)],
      // set by functions that choose their answer's
      ['response.status', ''],
      ['response.headers', ''],
    ];
    for (const { name, value } of catalogue.roleSettings.get(identity.role) ?? []) {
      settings.push([name, value]);
    }
    settings.push(['search_path', this.#searchPath]);
    const all = settings.map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
    return sql`select ${sql.join(all)}`;
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.kysely.destroy(), this.#requests.destroy()]);
  }
}

/** What a request asks for, by its address. */
function pathOf(request: Request): { path: string; relation?: string; routine?: string } {
  const path = decoded(new URL(request.url).pathname).replace(/^\/rest\/v1/, '');
  const [, first, second] = path.split('/');
  if (first === 'rpc') return { path, ...(second === undefined ? {} : { routine: second }) };
  return { path, ...(first === undefined ? {} : { relation: first }) };
}

/** An address without its percent signs; as it is where they mean nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether a request may change nothing: by its method, or by what its function promises. */
function isRead({ request, catalogue }: RequestScope): boolean {
  if (['GET', 'HEAD'].includes(request.method)) return true;
  const { routine } = pathOf(request);
  const named = catalogue.introspection.functions?.filter(({ name }) => name === routine) ?? [];
  return named.length > 0 && named.every(({ volatility }) => volatility !== 'v');
}

/** Ends a transaction whose answer is an error. */
class GivenUp extends Error {
  readonly answer: Response;

  constructor(answer: Response) {
    super(`The answer is HTTP ${answer.status}.`);
    this.answer = answer;
  }
}

/** What lite hands to `withContext` makes a Response, and nothing else. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a guard instead of a cast
function isAnswer<T>(value: unknown): value is T {
  return value instanceof Response;
}

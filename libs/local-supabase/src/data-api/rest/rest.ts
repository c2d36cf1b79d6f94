import type { Address } from '../address.ts';
import type { Identity } from '../identity.ts';
import { errorAnswer } from '../answers.ts';
import { refusalOf } from '../refusal.ts';
import { CatalogueReader } from './catalogue/catalogue-reader.ts';
import { type Connection, Connections } from './connections.ts';
import { ParseError } from './grammar/parser.ts';
import { planRequest } from './plan.ts';
import { answerOf } from './answer.ts';
import { Refused } from './refused.ts';
import { parseRequest, type RestRequest } from './request.ts';
import { enterSql } from './session.ts';
import { readResult } from './statement.ts';

/** What of the Data API is set in supabase/config.toml. */
export interface RestSettings {
  readonly schemas: readonly string[];
  readonly extraSearchPath: readonly string[];
  readonly maxRows: number;
}

/**
 * The Data API of a database, as PostgREST serves it. A request becomes one statement, in which
 * Postgres reads the JSON of the request and writes that of the answer.
 */
export class Rest {
  readonly #requests: Connections;
  readonly #reader: CatalogueReader;
  readonly #settings: RestSettings;

  /**
   * @param urls addresses for `authenticator`, which serves requests, and for a role that sees
   *   the whole catalogue
   */
  constructor(urls: { requests: string; catalogue: string }, settings: RestSettings) {
    this.#settings = settings;
    this.#requests = new Connections({
      url: urls.requests,
      max: 10,
      settings: '-c TimeZone=UTC',
    });
    this.#reader = new CatalogueReader(urls.catalogue, settings.schemas);
  }

  /** Answers a request. */
  async answer(request: Request, address: Address, identity: Identity): Promise<Response> {
    try {
      const parsed = await parseRequest(request, address, this.#settings.schemas);
      // one that leaves while its statement runs is not waited for
      const { signal } = request;
      return await this.#requests.lend(signal, (connection) =>
        this.#serve(connection, parsed, identity),
      );
    } catch (error) {
      return this.#refusal(error, request, identity);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#requests.close(), this.#reader.close()]);
  }

  async #serve(
    connection: Connection,
    request: RestRequest,
    identity: Identity,
  ): Promise<Response> {
    try {
      const answer = await this.#work(connection, request, identity);
      await connection.run({ text: 'commit', values: [] });
      return answer;
    } catch (error) {
      // with a connection that is lost went its transaction
      if (!connection.isLost) {
        await connection.run({ text: 'rollback', values: [] }).catch(() => undefined);
      }
      throw error;
    }
  }

  /** Does the work of a request in the transaction that it begins. */
  async #work(connection: Connection, request: RestRequest, identity: Identity): Promise<Response> {
    const { extraSearchPath } = this.#settings;
    const enter = (roleSettings: Parameters<typeof enterSql>[0]['roleSettings']) =>
      connection.run({
        text: enterSql({ request, identity, extraSearchPath, roleSettings }),
        values: [],
      });
    const assumed = this.#reader.known?.roleSettings.get(identity.role) ?? [];
    const [state] = await enter(assumed);
    const catalogue = await this.#reader.read(state?.['state'] ?? '');
    const roleSettings = catalogue.roleSettings.get(identity.role) ?? [];
    if (roleSettings !== assumed && JSON.stringify(roleSettings) !== JSON.stringify(assumed)) {
      await connection.run({ text: 'rollback', values: [] });
      await enter(roleSettings);
    }
    const plan = planRequest(request, catalogue, this.#settings);
    if (plan instanceof Response) return plan;
    if (plan.prepare) await connection.run({ text: plan.prepare, values: [] });
    const [row] = await connection.runPrepared(plan.statement, catalogue.version);
    const planned = plan.explain && (await connection.run(plan.explain));
    return answerOf(request, plan, readResult(row), planned?.[0]);
  }

  #refusal(error: unknown, { signal }: Request, identity: Identity): Response {
    if (error instanceof Refused) return errorAnswer(error.status, error.error);
    if (error instanceof ParseError) {
      const { message, details } = error;
      return errorAnswer(400, { code: 'PGRST100', message, details });
    }
    // nobody reads it
    if (signal.aborted) return new Response(null, { status: 499 });
    const refusal = refusalOf(error, identity);
    if (refusal) return refusal;
    throw error;
  }
}

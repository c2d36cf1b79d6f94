import type { Address } from '../address.ts';
import type { Identity } from '../identity.ts';
import { errorAnswer } from '../answers.ts';
import { refusalOf } from '../refusal.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { CatalogueReader } from './catalogue/catalogue-reader.ts';
import { type Connection, Connections } from './connections.ts';
import { ParseError } from './grammar/parser.ts';
import { type Plan, planRequest } from './plan.ts';
import { answerOf, mayRefuse } from './answer.ts';
import { parseRequest, type RestRequest } from './request.ts';
import { enterStatement } from './session.ts';
import { readResult } from './statement.ts';
import { Transaction } from './transaction.ts';

/** The settings of the Data API in supabase/config.toml. */
export interface RestSettings {
  readonly schemas: readonly string[];
  readonly extraSearchPath: readonly string[];
  readonly maxRows: number;
}

/** The addresses of one database, for the roles of the Data API. */
export interface RestDatabase {
  /** For the role that migrates. It only reads the catalogue. */
  readonly catalogueUrl: string;
  /** For `authenticator`, which serves requests. */
  readonly requestsUrl: string;
}

/** Answers requests to the Data API. */
export interface DataApi {
  /** Answers a request whose key was accepted. */
  answer(request: Request, address: Address, identity: Identity): Promise<Response>;
  close(): Promise<void>;
}

/**
 * The Data API of a database, as PostgREST serves it. A request becomes one statement. In it,
 * Postgres reads the JSON of the request and writes the JSON of the answer.
 */
export class Rest implements DataApi {
  readonly #requests: Connections;
  readonly #reader: CatalogueReader;
  readonly #settings: RestSettings;

  constructor(database: RestDatabase, settings: RestSettings) {
    this.#settings = settings;
    this.#requests = new Connections({
      url: database.requestsUrl,
      max: 10,
      // a statement that runs outside of its transaction by mistake changes nothing
      settings: '-c TimeZone=UTC -c default_transaction_read_only=on',
    });
    this.#reader = new CatalogueReader(database.catalogueUrl, settings.schemas);
  }

  /** Answers a request. */
  async answer(request: Request, address: Address, identity: Identity): Promise<Response> {
    try {
      const parsed = await parseRequest(request, address, this.#settings.schemas);
      // a client that leaves while its statement runs is not waited for
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
    let catalogue = this.#reader.known ?? (await this.#reader.read());
    for (;;) {
      const answer = await this.#attempt(connection, request, identity, catalogue);
      if (answer) return answer;
      catalogue = await this.#reader.read();
    }
  }

  /**
   * Does the work of a request in a transaction of its own.
   *
   * @returns undefined if the catalogue is outdated; then nothing is changed
   */
  async #attempt(
    connection: Connection,
    request: RestRequest,
    identity: Identity,
    catalogue: Catalogue,
  ): Promise<Response | undefined> {
    const planned = this.#plan(request, catalogue);
    const plan = planned instanceof Response || 'refusal' in planned ? undefined : planned;
    const { version, roleSettings } = catalogue;
    const settings = [...(roleSettings.get(identity.role) ?? []), ...(plan?.settings ?? [])];
    const { extraSearchPath } = this.#settings;
    const enter = enterStatement({ request, identity, extraSearchPath, settings });
    const isChecked = plan === undefined || mayRefuse(request, plan);
    const transaction = new Transaction(connection, { enter, plan, version, isChecked });
    try {
      if (!(await this.#reader.isCurrent(catalogue, await transaction.state()))) {
        await transaction.rollback();
        return undefined;
      }
      if (planned instanceof Response) return planned;
      if ('refusal' in planned) throw planned.refusal;
      const { result, explained, harmless } = await transaction.results();
      const answer = answerOf(request, planned, readResult(result), explained);
      if (harmless?.['id']) this.#reader.expect(harmless['id']);
      await transaction.end();
      return answer;
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  }

  /** A refusal counts only where the catalogue is current. */
  #plan(request: RestRequest, catalogue: Catalogue): Plan | Response | { refusal: unknown } {
    try {
      return planRequest(request, catalogue, this.#settings);
    } catch (refusal) {
      return { refusal };
    }
  }

  #refusal(error: unknown, { signal }: Request, identity: Identity): Response {
    if (error instanceof ParseError) {
      const { message, details } = error;
      return errorAnswer(400, { code: 'PGRST100', message, details });
    }
    // nobody reads this answer
    if (signal.aborted) return new Response(null, { status: 499 });
    const refusal = refusalOf(error, identity);
    if (refusal) return refusal;
    throw error;
  }
}

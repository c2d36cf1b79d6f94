import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { errorAnswer } from '../answers.ts';
import { type Address, decodePairs } from '../address.ts';
import { hopHeaders } from '../http.ts';
import type { Identity } from '../identity.ts';
import { refusalOf } from '../refusal.ts';
import type { DataApi, RestDatabase, RestSettings } from '../rest/rest.ts';
import type { PostgrestProgram } from './choose-postgrest.ts';
import { PostgrestProcess } from './postgrest-process.ts';
import { SchemaWatch } from './schema-watch.ts';

/** The Data API of a database, served by PostgREST itself behind our keys and tokens. */
export class Postgrest implements DataApi {
  readonly #process: PostgrestProcess;
  readonly #watch: SchemaWatch;
  /** The secret shared with PostgREST, which trusts the identity in our tokens. */
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #key = Buffer.from(this.#secret);

  /** @param report gets one line when the program ends by itself */
  constructor(
    program: PostgrestProgram,
    database: RestDatabase,
    settings: RestSettings,
    report: (line: string) => void,
  ) {
    this.#watch = new SchemaWatch(database.catalogueUrl, () => this.#reloaded());
    this.#process = new PostgrestProcess(
      program.path,
      {
        PGRST_DB_URI: database.requestsUrl,
        PGRST_DB_SCHEMAS: settings.schemas.join(','),
        PGRST_DB_EXTRA_SEARCH_PATH: settings.extraSearchPath.join(','),
        PGRST_DB_MAX_ROWS: String(settings.maxRows),
        PGRST_DB_ANON_ROLE: 'anon',
        PGRST_JWT_SECRET: this.#secret,
        // libpq's
        PGTZ: 'UTC',
      },
      report,
    );
  }

  /**
   * Starts the program.
   *
   * @throws ToolError if it does not answer; Refused or the driver's error if the database does not
   */
  async start(): Promise<void> {
    try {
      // before PostgREST reads the schema, so a later change is noticed
      await this.#watch.follow();
      await this.#process.start();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async answer(request: Request, address: Address, identity: Identity): Promise<Response> {
    try {
      await this.#watch.follow();
    } catch (error) {
      const refusal = refusalOf(error, identity);
      if (refusal) return refusal;
      throw error;
    }
    try {
      return await this.#ask(request, address, identity);
    } catch (error) {
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return errorAnswer(503, {
        code: 'PGRST000',
        message: 'PostgREST does not answer.',
        details: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#process.close(), this.#watch.close()]);
  }

  async #reloaded(): Promise<void> {
    for (let tries = 0; tries < 40 && !(await this.#process.isReady()); tries += 1) await sleep(50);
  }

  async #ask(request: Request, { pathname }: Address, identity: Identity): Promise<Response> {
    const { method, signal } = request;
    const token = await new SignJWT({ ...identity.claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(this.#key);
    const body = Buffer.from(await request.arrayBuffer());
    const headers = new Headers(request.headers);
    // GET and HEAD may announce a length, but nobody reads their body
    for (const name of ['host', 'content-length']) headers.delete(name);
    const sent = send({
      host: '127.0.0.1',
      port: this.#process.port,
      method,
      path: pathname.slice('/rest/v1'.length) + searchOf(request.url),
      headers: {
        ...Object.fromEntries(headers),
        authorization: `Bearer ${token}`,
        ...(body.length > 0 ? { 'content-length': body.length } : {}),
      },
      signal,
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return toResponse(response, await buffer(response));
  }
}

/** The original query, without the gateway's key. */
function searchOf(url: string): string {
  const pairs = new URL(url).search.slice(1).split('&');
  // decoded as the gateway does: percent signs may hide the name
  const kept = pairs.filter((pair) => pair !== '' && decodePairs(pair)[0]?.[0] !== 'apikey');
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

/** The headers that our own answer sets itself. */
const dropped = new Set([...hopHeaders, 'date', 'content-length']);

function toResponse({ statusCode = 502, headersDistinct }: IncomingMessage, body: Buffer) {
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    dropped.has(name) ? [] : values.map((value): [string, string] => [name, value]),
  );
  const isEmpty = body.length === 0 || [204, 304].includes(statusCode);
  return new Response(isEmpty ? null : new Uint8Array(body), { status: statusCode, headers });
}

import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { atDatabase } from '@parakeet/local-supabase';
import {
  createApi,
  createKeys,
  defaultSettings,
  listen,
  type ApiDatabase,
  type ApiKeys,
  type ApiSettings,
} from '@parakeet/local-supabase/data-api';
import type { RunDatabase } from './test-server.ts';

/** The server of `/rest/v1`. */
type DataApi = Parameters<typeof createApi>[0]['dataApi'];

/** The Data API and auth of a run's database, on their own port, in this process. */
export interface ServedDatabase {
  readonly url: string;
  readonly keys: ApiKeys;
  stop(): Promise<void>;
}

/** Deviations from the usual. */
export interface ServingOptions {
  /** Settings that differ from the default, except that only `public` is served. */
  readonly settings?: Partial<ApiSettings>;
  readonly keys?: ApiKeys;
  /** Starts a replacement of our own Data API, if it is available. */
  readonly startDataApi?:
    | ((database: ApiDatabase, settings: ApiSettings) => Promise<DataApi | undefined>)
    | undefined;
}

/** Serves a run's database as `db-schema:serve` does. */
export async function serveDatabase(
  { name, ownerUrl }: RunDatabase,
  { settings: given, keys = createKeys(), startDataApi }: ServingOptions = {},
): Promise<ServedDatabase> {
  const settings = { ...defaultSettings, schemas: ['public'], ...given };
  const url = (user: string) => atDatabase(ownerUrl, { database: name, user });
  const database: ApiDatabase = {
    catalogueUrl: ownerUrl,
    requestsUrl: url('authenticator'),
    authUrl: url('supabase_auth_admin'),
  };
  const dataApi = await startDataApi?.(database, settings);
  const api = createApi({ database, keys, settings, dataApi });
  const listening = await listen(api, { port: 0 });
  return {
    url: listening.url,
    keys,
    async stop() {
      await listening.close();
      await api.close();
    },
  };
}

/** An access token as auth signs it, for a lifter who may never have signed in. */
export function tokenOf(
  lifter: string,
  keys: ApiKeys,
  claims: Readonly<Record<string, unknown>> = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = [
    encode({ alg: 'ES256', kid: keys.signingKey.kid, typ: 'JWT' }),
    encode({
      sub: lifter,
      role: 'authenticated',
      aud: 'authenticated',
      session_id: randomUUID(),
      iat: now,
      exp: now + 3600,
      ...claims,
    }),
  ].join('.');
  const signature = sign('sha256', Buffer.from(content), {
    key: createPrivateKey({ key: { ...keys.signingKey }, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  });
  return `${content}.${signature.toString('base64url')}`;
}

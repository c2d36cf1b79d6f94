import { atDatabase } from '../postgres/address.ts';
import {
  baseStamp,
  ensureBaseTemplate,
  ensureRoles,
  maintenanceDatabase,
  readStamp,
} from '../base/base.ts';
import { serverVersion, withClient } from '../postgres/connect.ts';
import type { EngineName, Server } from './engine.ts';

/**
 * The role that owns the objects of migrations if `postgres` is already the server's superuser (a
 * stock Postgres). A superuser would hide errors that production raises.
 */
const ownerBesideSuperuser = 'parakeet_postgres';

/**
 * Makes a running server look like hosted Supabase: adds the missing roles and the base template.
 * It also adds the base to the server's own database, unless the server is somebody else's.
 *
 * @param superuserUrl the server's address for a superuser, with any database
 */
export async function prepareServer(options: {
  engine: EngineName;
  superuserUrl: string;
  database: string;
  /** The password of new roles, and of an existing `postgres`. */
  password: string;
}): Promise<Server> {
  const { engine, superuserUrl, database, password } = options;
  const address = new URL(superuserUrl);
  const { version, owner, stamp } = await withClient(
    atDatabase(superuserUrl, { database: maintenanceDatabase }),
    async (client) => {
      const { rows } = await client.query<{ superuser: boolean }>(
        `select rolsuper as superuser from pg_roles where rolname = 'postgres'`,
      );
      return {
        version: await serverVersion(client),
        owner: rows[0]?.superuser === true ? ownerBesideSuperuser : 'postgres',
        stamp: await readStamp(client),
      };
    },
  );
  const server: Server = {
    engine,
    version,
    host: address.hostname,
    port: Number(address.port || 5432),
    owner,
    database,
    adminUrl: (name) => atDatabase(superuserUrl, { database: name }),
    ownerUrl: (name) => atDatabase(superuserUrl, { database: name, user: owner, password }),
    serviceUrl: (role, name) => atDatabase(superuserUrl, { database: name, user: role, password }),
  };
  if (stamp !== baseStamp(owner)) {
    await ensureRoles(server.adminUrl(maintenanceDatabase), owner, password);
    await ensureBaseTemplate(server, engine !== 'url');
  }
  return server;
}

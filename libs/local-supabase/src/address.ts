import { ToolError } from './tool-error.ts';

/** Supabase's local address: what `supabase start` and supabase/config.toml use. */
export const defaultPort = 54322;

/** The password of every local role that logs in, as in a `supabase start` stack. */
export const localPassword = 'postgres';

/** Parses a Postgres connection URL. `source` says where it came from, for the message. */
export function parsePostgresUrl(text: string, source: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // the text is not repeated: it may hold a password
    throw new ToolError(`${source} is not a URL.`, {
      next: 'Give it as postgresql://user:password@host:port/database; characters such as @ or / in the password are written %40, %2F.',
    });
  }
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
    throw new ToolError(
      `${source} is not the address of a Postgres: it starts with ${url.protocol}//`,
      {
        next: 'Give the database address, postgresql://user:password@host:port/database, not the API address.',
      },
    );
  }
  if (url.hostname === '') {
    throw new ToolError(`${source} names no host.`, {
      next: 'Give it as postgresql://user:password@host:port/database.',
    });
  }
  return url;
}

/** The same address with the password, in whatever place it stands, written `***`. */
export function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  for (const name of url.searchParams.keys()) {
    if (/pass/i.test(name)) url.searchParams.set(name, '***');
  }
  return url.toString();
}

/** Whether an address can only mean this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/** The address of another database, or for another role, on the same server. */
export function atDatabase(
  address: string,
  change: { database: string; user?: string; password?: string },
): string {
  const url = new URL(address);
  url.pathname = `/${encodeURIComponent(change.database)}`;
  if (change.user !== undefined) url.username = encodeURIComponent(change.user);
  if (change.password !== undefined) url.password = encodeURIComponent(change.password);
  return url.toString();
}

/** The database that an address names; Postgres takes the user's name where none is given. */
export function databaseOf(url: URL): string {
  return decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
}

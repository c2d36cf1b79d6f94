import { ToolError } from '@parakeet/command-kit';

/** Supabase's local address, as in `supabase start` and supabase/config.toml. */
export const defaultPort = 54322;

/** The password of every local role that logs in, as in a `supabase start` stack. */
export const localPassword = 'postgres';

/** The superuser of hosted Supabase; `postgres` is an ordinary role there. */
export const superuser = 'supabase_admin';

/** The superuser's address on a local server. */
export function superuserAddress(host: string, port: number): string {
  return `postgresql://${superuser}:${localPassword}@${host}:${port}/postgres`;
}

const form = 'postgresql://user:password@host:port/database';

/**
 * scheme, user, password, host, port, database, parameters. It is stricter than a URL parser: in a
 * password, a bare `/`, `?`, `#` or `@` would turn a part of it into the host or the database.
 */
const parts =
  /^(postgres|postgresql):\/\/(?:([^:@/?#\s]*)(?::([^@/?#\s]*))?@)?(\[[\da-f:.]+\]|[^:@/?#[\]\s,]*)(?::(\d*))?(?:\/([^/?#@\s]*))?(?:\?([^#@\s]*))?$/i;

/**
 * The parameters of libpq that an address may have here. The first five repeat a part of the
 * address.
 */
const parameters = new Set(
  'host port user password dbname sslmode sslrootcert options connect_timeout application_name'.split(
    ' ',
  ),
);

/**
 * Parses a Postgres connection URL as libpq does. `host=` and the other parameters that repeat a
 * part of the address replace that part, so only one host remains. `source` is the origin of the
 * text, for the message.
 *
 * @throws ToolError without any part of the text, because every part may be a password
 */
export function parsePostgresUrl(text: string, source: string): URL {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    throw new ToolError(`${source} is not a URL.`, { next: `Give it as ${form}` });
  }
  if (!/^postgres(?:ql)?$/.test(scheme)) {
    throw new ToolError(`${source} is not the address of a Postgres: it starts with ${scheme}://`, {
      next: `Give the database address, ${form}, not the API address.`,
    });
  }
  const found = parts.exec(text);
  if (!found || /%(?![\da-f]{2})/i.test(text) || !URL.canParse(text)) throw unclear(source);
  const url = new URL(text);
  for (const name of new Set(url.searchParams.keys())) {
    if (!parameters.has(name)) {
      const shown = /^[a-z_]+$/i.test(name) ? ` "${name}"` : '';
      throw new ToolError(`${source} has a parameter${shown} that is not supported.`, {
        next: `Known are ${[...parameters].join(', ')}. Remove the other one.`,
      });
    }
    if (url.searchParams.getAll(name).length > 1) {
      throw new ToolError(`${source} has the parameter "${name}" twice.`);
    }
  }
  foldParameters(url, source);
  if (url.hostname === '') {
    throw new ToolError(`${source} names no host.`, { next: `Give it as ${form}` });
  }
  return url;
}

function unclear(source: string): ToolError {
  return new ToolError(`${source} is not a clear address: its host is ambiguous.`, {
    next:
      'Percent-encode special characters in user and password: @ is %40, / is %2F, : is %3A,\n' +
      '? is %3F, # is %23, % is %25 and a space is %20. Or leave the password out, and give it\n' +
      `in PGPASSWORD or ~/.pgpass. The form is ${form}`,
  });
}

/** Moves the parameters that repeat a part of the address into that part. */
function foldParameters(url: URL, source: string): void {
  const take = (name: string): string | undefined => {
    const value = url.searchParams.get(name) ?? undefined;
    url.searchParams.delete(name);
    return value === '' ? undefined : value;
  };
  const host = take('host');
  const port = take('port');
  const user = take('user');
  const password = take('password');
  const database = take('dbname');
  if (host !== undefined) {
    if (/[/,\s]/.test(host)) {
      throw new ToolError(`${source} names a socket or several hosts in host=.`, {
        next: 'Give one host name or IP address.',
      });
    }
    // a custom scheme needs an encoded host; others are refused
    const before = url.host;
    url.hostname = host.includes(':') ? `[${host}]` : host;
    if (url.host === before && before.split(':')[0] !== host) throw unclear(source);
  }
  if (port !== undefined) url.port = port;
  if (user !== undefined) url.username = encodeURIComponent(user);
  if (password !== undefined) url.password = encodeURIComponent(password);
  if (database !== undefined) url.pathname = `/${encodeURIComponent(database)}`;
}

/** The same address with `***` instead of the password, wherever it is. */
export function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  for (const name of url.searchParams.keys()) {
    if (/pass/i.test(name)) url.searchParams.set(name, '***');
  }
  return url.toString();
}

/** Whether an address certainly means this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/** The address of another database or role on the same server. */
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

/** The database of an address. Without one, Postgres takes the user's name. */
export function databaseOf(url: URL): string {
  return decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Opens a connection, hands it to `use`, and closes it whatever happens. */
export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'parakeet' });
  // A server that goes away is reported by the query that needed it; without a listener
  // the event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** How long a server that was just started may take before it answers. */
const patience = 60_000;

/**
 * Waits until the server answers a query. `alive` is asked between tries; when it throws,
 * so does the wait.
 */
export async function waitUntilItAnswers(url: string, alive: () => void): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    alive();
    try {
      await withClient(url, (client) => client.query('select 1'));
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

/** The server's version as a person says it: `17.10`, without the packager's suffix. */
export async function serverVersion(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
}

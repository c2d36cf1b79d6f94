import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Api } from './api.ts';
import { noteRefusal, watchRequest, type Fault } from './faults.ts';
import { respond } from './http.ts';

/** Supabase's local address, as in `supabase start` and supabase/config.toml. */
export const defaultApiPort = 54321;

/** A server that answers on a port of this machine. */
export interface ListeningApi {
  /** The address for clients, such as `http://127.0.0.1:54321`. */
  readonly url: string;
  /** Stops answering, and cuts off running requests. */
  close(): Promise<void>;
}

/**
 * Answers on a port of 127.0.0.1; with 0 the system chooses one.
 *
 * @param workspace the checkout of the server: a second start for it recognizes the first
 * @param onFault gets each failed request
 * @throws an error with the code EADDRINUSE if another program has the port
 */
export async function listen(
  api: Pick<Api, 'fetch'>,
  options: { port: number; workspace?: string; onFault?: (fault: Fault) => void },
): Promise<ListeningApi> {
  const { port, workspace, onFault } = options;
  let isClosing = false;
  const answer = async (request: Request) =>
    workspace !== undefined && new URL(request.url).pathname === '/'
      ? Response.json({ name: serverName, checkout: checkoutMark(workspace) })
      : noteRefusal(await api.fetch(request));
  /** The requests of each connection, which it answers in order. */
  const turns = new WeakMap<object, Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    watchRequest(
      incoming,
      outgoing,
      () => {
        const { socket } = incoming;
        const turn = (turns.get(socket) ?? Promise.resolve())
          .then(() => respond(incoming, outgoing, answer))
          // a broken request or answer ends the connection
          .catch((error: Error) => void outgoing.destroy(error));
        turns.set(socket, turn);
      },
      (fault) => {
        // requests that closing cuts off are not the client's fault
        if (!isClosing) onFault?.(fault);
      },
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}`,
    async close() {
      isClosing = true;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const serverName = 'parakeet local-supabase';

/** Identifies a checkout without revealing its path. */
function checkoutMark(workspace: string): string {
  return createHash('sha256').update(workspace).digest('hex').slice(0, 16);
}

/** The server at an address: ours for the same checkout, a Supabase stack, or something else. */
export async function whoAnswers(
  url: string,
  workspace: string,
): Promise<'ourselves' | 'a Supabase stack' | 'another program'> {
  const root = await askForJson(`${url}/`);
  if (root.body['name'] === serverName) {
    return root.body['checkout'] === checkoutMark(workspace) ? 'ourselves' : 'another program';
  }
  const health = await askForJson(`${url}/auth/v1/health`);
  const isAuth = health.status === 200 && health.body['name'] === 'GoTrue';
  // the gateway of a stack may require its key
  const isGateway = health.status === 401 && /api key/i.test(String(health.body['message']));
  return isAuth || isGateway ? 'a Supabase stack' : 'another program';
}

/** The JSON answer to GET; an empty object if the answer is not JSON, or none comes within 3 s. */
async function askForJson(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) });
    const body: unknown = await answer.json();
    const isObject = typeof body === 'object' && body !== null;
    return { status: answer.status, body: isObject ? { ...body } : {} };
  } catch {
    return { status: 0, body: {} };
  }
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Api } from './api.ts';
import { noteRefusal, watchRequest, type Fault } from './faults.ts';
import { respond } from './http.ts';

/** Supabase's local address: what `supabase start` and supabase/config.toml use. */
export const defaultApiPort = 54321;

/** A server that answers on a port of this machine. */
export interface ListeningApi {
  /** What a client is given, such as `http://127.0.0.1:54321`. */
  readonly url: string;
  /** Stops answering: requests under way are cut off. */
  close(): Promise<void>;
}

/**
 * Answers on a port of 127.0.0.1; with 0 the system chooses one.
 *
 * @param workspace the checkout that it answers for: another start of it knows its own
 * @param onFault told of each request that did not go well
 * @throws an error with the code EADDRINUSE where another program has the port
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
  /** The requests of each connection, which are answered one after another. */
  const turns = new WeakMap<object, Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    watchRequest(
      incoming,
      outgoing,
      () => {
        const { socket } = incoming;
        const turn = (turns.get(socket) ?? Promise.resolve())
          .then(() => respond(incoming, outgoing, answer))
          // what breaks off the request, or its answer, ends the connection
          .catch((error: Error) => void outgoing.destroy(error));
        turns.set(socket, turn);
      },
      (fault) => {
        // what is cut off by closing was left by nobody
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

/** Names a checkout without telling where it is. */
function checkoutMark(workspace: string): string {
  return createHash('sha256').update(workspace).digest('hex').slice(0, 16);
}

/** Who answers at an address: we for the same checkout, a Supabase stack, or something else. */
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
  // the gateway of a stack may want its key first
  const isGateway = health.status === 401 && /api key/i.test(String(health.body['message']));
  return isAuth || isGateway ? 'a Supabase stack' : 'another program';
}

/** What answers GET with JSON; an empty object where something else answers, or nothing in 3 s. */
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

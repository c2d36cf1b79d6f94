import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request of Node's server with the response of a `fetch` function. */
export async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fetch: (request: Request) => Promise<Response>,
): Promise<void> {
  if (outgoing.destroyed) return;
  const left = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) left.abort(new Error('The client left.'));
  });
  const request = await toRequest(incoming, left.signal);
  const response = request ? await fetch(request) : new Response(null, { status: 400 });
  if (outgoing.destroyed) return;
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const body = response.body === null ? undefined : Buffer.from(await response.arrayBuffer());
  if (body && incoming.method !== 'HEAD') headers['content-length'] = String(body.length);
  outgoing.writeHead(response.status, headers).end(body);
}

/**
 * The request, with its whole body; undefined for an invalid address or method.
 *
 * @param left aborts when the client leaves
 */
async function toRequest(
  incoming: IncomingMessage,
  left: AbortSignal,
): Promise<Request | undefined> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = ['GET', 'HEAD'].includes(method) ? null : await readBody(incoming);
  try {
    const address = url.startsWith('/') ? `http://${headers.host ?? 'localhost'}${url}` : url;
    const pairs = Object.entries(headersOf(incoming));
    return new Request(address, { method, headers: pairs, body, signal: left });
  } catch {
    return undefined;
  }
}

/** Headers of one connection, which a proxy does not forward. */
export const hopHeaders: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).flatMap(([name, values]) =>
      values === undefined || hopHeaders.has(name)
        ? []
        : [[name, values.join(name === 'cookie' ? '; ' : ', ')]],
    ),
  );
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
}

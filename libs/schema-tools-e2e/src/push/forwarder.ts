import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A connection to a server that can be cut, like a lost network. */
export interface Forwarder {
  /** The address of the database, on this way. */
  readonly url: string;
  /** Passes nothing on any more, and ends no connection: a network without an answer. */
  stall(): void;
  /** Ends every connection, and takes no new one. */
  close(): Promise<void>;
}

/** Opens another port to the server of an address, and closes it whatever happens. */
export async function withForwarder<Result>(
  address: string,
  use: (forwarder: Forwarder) => Promise<Result>,
): Promise<Result> {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (!stalled) socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String(typeof bound === 'object' && bound ? bound.port : 0);
  let stalled = false;
  const stall = () => {
    stalled = true;
    for (const socket of sockets) socket.unpipe();
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  try {
    return await use({ url: url.toString(), stall, close });
  } finally {
    await close();
  }
}

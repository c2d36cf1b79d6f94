import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A server that takes encrypted connections alone, in front of a real Postgres. */
export interface EncryptedServer {
  /** The address of the database on it, without an sslmode. */
  readonly url: string;
  /** The file with the certificate of the authority that signed the server's. */
  readonly authority: string;
  /** The file with the certificate of an authority that did not. */
  readonly stranger: string;
}

/** Whether certificates can be made here. */
export async function hasOpenssl(): Promise<boolean> {
  return run('openssl', ['version']).then(
    () => true,
    () => false,
  );
}

/**
 * Opens a port that speaks TLS like Postgres, and forwards the decrypted bytes to a Postgres. Its
 * certificate is for `localhost` and not for 127.0.0.1, and signed by an authority of its own.
 */
export async function withEncryptedServer(
  address: string,
  use: (server: EncryptedServer) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'parakeet tls '));
  const file = (name: string) => join(directory, name);
  const sockets = new Set<Socket>();
  const target = new URL(address);
  try {
    await makeAuthority(file('authority'), 'authority');
    await makeAuthority(file('stranger'), 'stranger');
    await makeCertificate(directory);
    const key = await readFile(file('server.key'));
    const cert = await readFile(file('server.crt'));
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('data', (request) => {
        // SSLRequest of the protocol; anything else is a client that wants no encryption
        if (request.length !== 8 || request.readUInt32BE(4) !== 80_877_103) {
          socket.destroy();
          return;
        }
        socket.write('S');
        const plain = new TLSSocket(socket, { isServer: true, key, cert });
        const upstream = connect(Number(target.port), target.hostname);
        sockets.add(upstream);
        plain.on('error', () => upstream.destroy());
        upstream.on('error', () => plain.destroy());
        plain.pipe(upstream);
        upstream.pipe(plain);
        plain.on('close', () => upstream.destroy());
        upstream.on('close', () => plain.destroy());
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    target.hostname = 'localhost';
    const url = new URL(target);
    url.port = String(typeof bound === 'object' && bound ? bound.port : 0);
    target.hostname = new URL(address).hostname;
    try {
      await use({
        url: url.toString(),
        authority: file('authority.crt'),
        stranger: file('stranger.crt'),
      });
    } finally {
      server.close();
      for (const socket of sockets) socket.destroy();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function makeAuthority(path: string, name: string): Promise<void> {
  const request = 'req -new -x509 -days 30 -nodes'.split(' ');
  const files = ['-out', `${path}.crt`, '-keyout', `${path}.key`];
  await run('openssl', [...request, '-subj', `/CN=${name}`, ...files]);
}

async function makeCertificate(cwd: string): Promise<void> {
  await writeFile(join(cwd, 'names'), 'subjectAltName=DNS:localhost');
  await run(
    'openssl',
    'req -new -nodes -subj /CN=localhost -out server.csr -keyout server.key'.split(' '),
    { cwd },
  );
  await run(
    'openssl',
    'x509 -req -in server.csr -days 30 -CA authority.crt -CAkey authority.key -CAcreateserial -extfile names -out server.crt'.split(
      ' ',
    ),
    { cwd },
  );
}

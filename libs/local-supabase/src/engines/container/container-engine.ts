import { createHash } from 'node:crypto';
import type { StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import { isPortTaken, ToolError } from '@parakeet/command-kit';
import { defaultPort, localPassword, superuser, superuserAddress } from '../../postgres/address.ts';
import { waitUntilItAnswers, withClient } from '../../postgres/connect.ts';
import { portTaken, refuseOtherPort } from '../port.ts';
import type { Engine, EngineOptions, EngineStatus, Server, ThrowawayServer } from '../engine.ts';
import { prepareServer } from '../server.ts';

/** The image in `supabase start` of the pinned Supabase CLI, and in hosted projects. */
const defaultImage = 'supabase/postgres:17.11.0.018';

/** Marks the container of a checkout. */
const label = 'dev.parakeet.checkout';

/** Postgres in a container, through the container engine that testcontainers finds. */
export function containerEngine(options: EngineOptions): Engine {
  const image = options.image ?? defaultImage;
  const checkout = createHash('sha256').update(options.workspace).digest('hex').slice(0, 16);
  const report = options.report ?? (() => undefined);

  async function start(): Promise<Server> {
    const found = await find(checkout, ['running']);
    if (found) await refuseOtherPort('The container', found.port, options);
    const port = found?.port ?? options.port ?? defaultPort;
    if (!found) await startKept(port);
    const superuserUrl = superuserAddress('127.0.0.1', port);
    await waitUntilItAnswers(superuserUrl, () => undefined);
    return prepare(superuserUrl);
  }

  /** Restarts the checkout's container with its data, or creates it. */
  async function startKept(port: number): Promise<void> {
    if (await isPortTaken(port)) throw portTaken(port);
    const { runtime } = await containerRuntime();
    const stopped = await find(checkout, ['exited', 'created']);
    if (stopped?.port === port) {
      report('starting the container again');
      await runtime.container.start(runtime.container.getById(stopped.id));
      return;
    }
    if (stopped) {
      throw new ToolError(
        `The checkout's container is on port ${stopped.port}, and port ${port} was asked for.`,
        {
          next: `Use --port=${stopped.port}, or remove it and its data: docker rm ${stopped.id.slice(0, 12)}`,
        },
      );
    }
    report(`starting a container of ${image}`);
    // reuse: the container outlives this process, and testcontainers' reaper ignores it
    const container = (await newContainer(image))
      .withLabels({ [label]: checkout })
      .withExposedPorts({ container: 5432, host: port })
      .withReuse();
    await startContainer(container, image);
  }

  async function throwaway(): Promise<ThrowawayServer> {
    report(`starting a throwaway container of ${image}`);
    const started = await startContainer(
      (await newContainer(image)).withTmpFs({ '/var/lib/postgresql/data': 'rw' }),
      image,
    );
    const superuserUrl = superuserAddress(reachable(started.getHost()), started.getPort());
    await waitUntilItAnswers(superuserUrl, () => undefined);
    await carelessly(superuserUrl);
    const server = await prepare(superuserUrl);
    return {
      ...server,
      databaseName: (name) => name,
      async stop() {
        await started.stop({ remove: true, removeVolumes: true });
      },
    };
  }

  return {
    name: 'container',
    start,
    throwaway,
    async stop() {
      const found = await find(checkout, ['running']);
      if (!found) return false;
      const { runtime } = await containerRuntime();
      await runtime.container.stop(runtime.container.getById(found.id), { timeout: 10_000 });
      return true;
    },
    async status(): Promise<EngineStatus> {
      const found = await find(checkout, ['running']);
      return {
        engine: 'container',
        running: found !== undefined,
        location: found ? `container ${found.id.slice(0, 12)} of ${found.image}` : image,
        address: found && { host: '127.0.0.1', port: found.port },
      };
    },
  };
}

/**
 * Turns crash safety off: a throwaway server needs none. It sets this once the server runs, because
 * the image's own command line must not change.
 */
async function carelessly(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query('alter system set fsync = off');
    await client.query('alter system set full_page_writes = off');
    await client.query('alter system set synchronous_commit = off');
    await client.query('select pg_reload_conf()');
  });
}

/** Testcontainers' name for this machine. The port is bound only to the IPv4 loopback address. */
const reachable = (host: string) => (host === 'localhost' ? '127.0.0.1' : host);

async function prepare(superuserUrl: string): Promise<Server> {
  return prepareServer({
    engine: 'container',
    superuserUrl,
    database: 'postgres',
    password: localPassword,
  });
}

/** Loads testcontainers only when needed: it is large, and most runs do not use it. */
async function newContainer(image: string) {
  const { runtime } = await containerRuntime();
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const isLocal = runtime.info.containerRuntime.host === 'localhost';

  class LoopbackPostgres extends PostgreSqlContainer {
    /** Everybody knows the password, so only this machine may connect. */
    protected override beforeContainerCreated(): Promise<void> {
      const bindings: Record<string, { HostIp?: string }[]> = this.hostConfig.PortBindings ?? {};
      if (isLocal) {
        for (const binding of Object.values(bindings).flat()) binding.HostIp = '127.0.0.1';
      }
      return Promise.resolve();
    }
  }

  return new LoopbackPostgres(image)
    .withUsername(superuser)
    .withPassword(localPassword)
    .withDatabase('postgres');
}

async function startContainer(
  container: Awaited<ReturnType<typeof newContainer>>,
  image: string,
): Promise<StartedPostgreSqlContainer> {
  try {
    return await container.start();
  } catch (cause) {
    throw new ToolError(`The container of ${image} did not start: ${String(cause)}`, {
      cause,
      next:
        'Is the image there, or can it be pulled? PARAKEET_DB_IMAGE names another one. For throwaway\n' +
        'containers testcontainers needs its image testcontainers/ryuk too, which removes what a killed\n' +
        'command leaves; with TESTCONTAINERS_RYUK_DISABLED=true it does without.',
    });
  }
}

async function containerRuntime() {
  // it is an optional dependency: large, and only for this engine
  const { getContainerRuntimeClient } = await import('testcontainers').catch((cause: unknown) => {
    throw new ToolError('The engine `container` needs testcontainers, which is not installed.', {
      cause,
      next: 'npm install --save-dev testcontainers @testcontainers/postgresql',
    });
  });
  try {
    return { runtime: await getContainerRuntimeClient() };
  } catch (cause) {
    throw new ToolError('No container engine answers here (Docker, Podman or another).', {
      cause,
      next: 'Start one, or leave out PARAKEET_DB_ENGINE: the default engine needs none.',
    });
  }
}

type ContainerState = 'running' | 'exited' | 'created';

async function find(checkout: string, states: readonly ContainerState[]) {
  const { runtime } = await containerRuntime();
  const [first] = await runtime.container.dockerode.listContainers({
    all: true,
    filters: { label: [`${label}=${checkout}`], status: [...states] },
  });
  if (!first) return undefined;
  const inspected = await runtime.container.inspect(runtime.container.getById(first.Id));
  // a stopped container lists no ports; its configuration does
  const bound = inspected.HostConfig.PortBindings as
    | Record<string, { HostPort?: string }[] | undefined>
    | undefined;
  const port = Number(bound?.['5432/tcp']?.[0]?.HostPort);
  return { id: first.Id, image: first.Image, port };
}

import { ToolError } from '@parakeet/command-kit';
import { containerEngine } from './container/container-engine.ts';
import { embeddedEngine } from './embedded/embedded-engine.ts';
import {
  engineNames,
  type Engine,
  type EngineName,
  type EngineOptions,
  type ThrowawayServer,
} from './engine.ts';
import { urlEngine } from './url/url-engine.ts';

/** The choice on the command line, and the project's default. */
export interface EngineChoice {
  readonly workspace: string;
  readonly engine?: string | undefined;
  /** The engine if neither the option nor the environment names one; `embedded` if not given. */
  readonly usual?: string | undefined;
  readonly port?: string | undefined;
  readonly report?: (step: string) => void;
}

const engines: Readonly<Record<EngineName, (options: EngineOptions) => Engine>> = {
  embedded: embeddedEngine,
  container: containerEngine,
  url: urlEngine,
};

/**
 * The chosen engine. Options win over `PARAKEET_DB_ENGINE`, `PARAKEET_DB_PORT`, `PARAKEET_DB_IMAGE`
 * and `PARAKEET_DB_URL`. Without any of them it is the usual one. Throws a ToolError for an unknown
 * name or an impossible port.
 */
export function chooseEngine(
  choice: EngineChoice,
  environment: NodeJS.ProcessEnv = process.env,
): Engine {
  const name = choice.engine ?? environment['PARAKEET_DB_ENGINE'] ?? choice.usual ?? 'embedded';
  if (!isEngineName(name)) {
    throw new ToolError(`There is no engine "${name}".`, {
      next: `Choose one of ${engineNames.join(', ')}, with --engine= or PARAKEET_DB_ENGINE.`,
    });
  }
  const port = parsePort(choice.port, '--port');
  return engines[name]({
    workspace: choice.workspace,
    port: port ?? parsePort(environment['PARAKEET_DB_PORT'], 'PARAKEET_DB_PORT'),
    isPortFixed: port !== undefined,
    image: environment['PARAKEET_DB_IMAGE'],
    url: environment['PARAKEET_DB_URL'],
    ...(choice.report ? { report: choice.report } : {}),
  });
}

/**
 * Lends a throwaway server of the chosen engine, and ends it afterwards.
 *
 * @throws ToolError as `chooseEngine` does, and if the server does not start
 */
export async function withThrowaway<Result>(
  choice: EngineChoice,
  use: (server: ThrowawayServer) => Promise<Result>,
): Promise<Result> {
  const server = await chooseEngine(choice).throwaway();
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

function isEngineName(name: string): name is EngineName {
  return engineNames.some((known) => known === name);
}

/** A TCP port from the command line or the environment; undefined if none was given. */
export function parsePort(text: string | undefined, source: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new ToolError(`${source} is "${text}", which is not a TCP port.`, {
    next: 'A port is a whole number from 1 to 65535; Supabase uses 54322.',
  });
}

import { once } from 'node:events';
import { relative } from 'node:path';
import { styleText } from 'node:util';
import {
  commandLine,
  isPortTaken,
  table,
  ToolError,
  type CommandContext,
  type GivenOptions,
} from '@parakeet/command-kit';
import { withoutPassword } from '../postgres/address.ts';
import { createApi } from './api.ts';
import { tameConsole, type Fault } from './faults.ts';
import { keysFile, readKeys } from './keys.ts';
import { defaultApiPort, listen, whoAnswers } from './listen.ts';
import { choosePostgrest } from './postgrest/choose-postgrest.ts';
import { Postgrest } from './postgrest/postgrest.ts';
import { readSettings } from './settings.ts';
import { chooseEngine, parsePort, type EngineChoice } from '../engines/choose-engine.ts';
import { withClient } from '../postgres/connect.ts';
import type { Server } from '../engines/engine.ts';

/** Exit code if there is no database to serve. */
const noDatabase = 3;

type Options = GivenOptions<
  'port' | 'engine' | 'db-port' | 'postgrest' | 'show-secret-key' | 'output-format'
>;

/**
 * Serves the local database of a workspace until the context's signal, or until the parent process
 * has ended.
 *
 * @param choice the workspace and its engine
 * @param workdir the folder with the supabase folder
 * @throws ToolError if the port is taken, or no database can be served
 */
export async function serve(
  options: Options,
  { signal, step }: CommandContext,
  choice: EngineChoice,
  workdir: string,
): Promise<void> {
  const { workspace } = choice;
  const port =
    parsePort(options.text('port'), '--port') ??
    parsePort(process.env['PARAKEET_API_PORT'], 'PARAKEET_API_PORT') ??
    defaultApiPort;
  const format = options.oneOf('output-format', ['text', 'json']);
  const report = (text: string, served: Served) => {
    process.stdout.write(
      format === 'json' ? `${JSON.stringify(served)}\n` : `${styleText('green', '✔')} ${text}`,
    );
  };
  const parent = parentEnds();
  const keys = await readKeys(workspace).catch((cause: unknown) => {
    throw unusable(keysFile(workspace), cause);
  });
  const publishable: [string, string] = ['publishable key', keys.publishableKey];
  const secret: [string, string] = [
    'secret key',
    options.flag('show-secret-key')
      ? `${keys.secretKey}\n  bypasses row level security: not for an app`
      : `in ${relative(workspace, keysFile(workspace))}; --show-secret-key prints it`,
  ];
  const address = `http://127.0.0.1:${port}`;

  if (await isPortTaken(port)) {
    const who = await whoAnswers(address, workspace);
    if (who === 'another program') throw apiPortTaken(port);
    const isOurs = who === 'ourselves';
    report(
      isOurs
        ? `Data API and auth are already served at ${address}\n\n${table([publishable, secret])}`
        : `a \`supabase start\` stack answers at ${address}: it is used\n\n  npx supabase status shows its keys\n`,
      isOurs
        ? { url: address, publishableKey: keys.publishableKey, servedBy: 'another' }
        : { url: address, servedBy: 'supabase' },
    );
    return;
  }

  const settings = await readSettings(workdir);
  const server = await chooseEngine(choice).start();
  await refuseUnprepared(server);
  const database = {
    catalogueUrl: server.ownerUrl(server.database),
    ...(await servicesOf(server)),
  };
  const program = await choosePostgrest(options.text('postgrest'));
  const postgrest =
    program &&
    new Postgrest(program, database, settings, (line) => reportFault({ isOurs: true, line }));
  if (program) step(`starting ${program.version}`);
  await postgrest?.start();
  const api = createApi({
    database,
    keys,
    settings,
    dataApi: postgrest,
    onMail: (line) => process.stderr.write(`${styleText('cyan', '✉')} ${line}\n`),
  });
  try {
    tameConsole((line) => reportFault({ isOurs: true, line }));
    const listening = await listen(api, {
      port,
      workspace,
      onFault: reportFault,
    }).catch((cause: unknown) => {
      throw cannotListen(port, cause);
    });
    try {
      report(
        `Data API and auth at ${listening.url}\n\n` +
          table([
            publishable,
            secret,
            ['database', withoutPassword(server.ownerUrl(server.database))],
            ['mail', `${listening.url}/_mail`],
            ['/rest/v1', program ? `${program.version} (${program.path})` : 'our own Data API'],
          ]) +
          `\n  Ctrl-C ends it; the database runs on (${commandLine('stop')})\n`,
        {
          url: listening.url,
          publishableKey: keys.publishableKey,
          servedBy: 'this',
          dataApi: program?.version ?? 'own',
        },
      );
      const ended = AbortSignal.any([signal, parent]);
      if (!ended.aborted) await once(ended, 'abort');
    } finally {
      await listening.close();
    }
  } finally {
    await api.close();
  }
}

/** The served addresses for programs: the one line of --output-format=json. */
interface Served {
  readonly url: string;
  /** Unknown for a `supabase start` stack. */
  readonly publishableKey?: string;
  /** The server: this process, another one of these tools, or a `supabase start` stack. */
  readonly servedBy: 'this' | 'another' | 'supabase';
  /** The server of /rest/v1: `own`, or the version of PostgREST. */
  readonly dataApi?: string;
}

/** Prints a failed request. */
function reportFault({ isOurs, line }: Fault): void {
  process.stderr.write(`${isOurs ? styleText('red', '✘') : styleText('dim', '·')} ${line}\n`);
}

/**
 * Aborts when the parent process has ended for any reason, because its end of the channel closes
 * then. Only for a parent with a channel (`stdio: 'ipc'`).
 */
function parentEnds(): AbortSignal {
  const controller = new AbortController();
  if (process.channel) {
    process.once('disconnect', () => controller.abort());
    // the listener alone must not keep an idle process alive
    process.channel.unref();
  }
  return controller.signal;
}

/** Refuses a database without tables, or one that is too old for auth. */
async function refuseUnprepared(server: Server): Promise<void> {
  const address = withoutPassword(server.ownerUrl(server.database));
  const found = await withClient(server.adminUrl(server.database), async (client) => {
    const { rows } = await client.query<{ migrated: boolean; auth: boolean }>(
      `select to_regclass('supabase_migrations.schema_migrations') is not null as migrated,
              to_regclass('auth.flow_state') is not null as auth`,
    );
    return rows[0];
  });
  if (!found?.migrated) {
    throw new ToolError(`The database at ${address} is empty so far.`, {
      next: `Make it: ${commandLine('reset')}`,
      exitCode: noDatabase,
    });
  }
  if (!found.auth) {
    throw new ToolError(
      `The database at ${address} has no auth.flow_state: it was made by an older version.`,
      { next: `Rebuild it: ${commandLine('reset')}` },
    );
  }
}

/**
 * The addresses for the roles of requests and accounts.
 *
 * @throws ToolError if they cannot log in
 */
async function servicesOf(server: Server): Promise<{ requestsUrl: string; authUrl: string }> {
  const requestsUrl = server.serviceUrl('authenticator', server.database);
  const authUrl = server.serviceUrl('supabase_auth_admin', server.database);
  for (const url of [requestsUrl, authUrl]) {
    await withClient(url, () => Promise.resolve()).catch((cause: unknown) => {
      const { username } = new URL(url);
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new ToolError(`${username} cannot log in at ${withoutPassword(url)}: ${words}`, {
        cause,
        next: `Give it the password in the address: alter role ${username} password '…'`,
      });
    });
  }
  return { requestsUrl, authUrl };
}

/**
 * Why a file cannot be used, if the system says so: missing rights, or a full or read-only disk.
 */
function unusable(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'syscall' in cause)) return cause;
  return new ToolError(`${file} cannot be read or created: ${cause.message}`, { cause });
}

/** Why the port cannot be used: it was free a moment ago, or is reserved. */
function cannotListen(port: number, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') return apiPortTaken(port);
  if (code !== 'EACCES') return cause;
  return new ToolError(`This user may not listen on port ${port} (EACCES).`, {
    cause,
    next: 'Choose a port above 1023, with --port= or PARAKEET_API_PORT.',
  });
}

function apiPortTaken(port: number): ToolError {
  return new ToolError(`127.0.0.1:${port} is taken by another program.`, {
    next:
      `Choose another port, with --port=${port + 100}, or with PARAKEET_API_PORT=${port + 100} in the\n` +
      'environment or in .env.local.',
  });
}

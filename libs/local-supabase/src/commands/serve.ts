import { once } from 'node:events';
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { withoutPassword } from '../address.ts';
import { createApi } from '../api/api.ts';
import { keysFile, readKeys } from '../api/keys.ts';
import { defaultApiPort, listen, whoAnswers } from '../api/listen.ts';
import { readSettings } from '../api/settings.ts';
import { chooseEngine, parsePort } from '../choose-engine.ts';
import { runCommand, table } from '../command.ts';
import { withClient } from '../connect.ts';
import type { Server } from '../engine.ts';
import { isPortTaken } from '../port.ts';
import { ToolError } from '../tool-error.ts';
import { workspaceRoot } from '../workspace.ts';
import schema from './serve.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const port =
    parsePort(options.text('port'), '--port') ??
    parsePort(process.env['PARAKEET_API_PORT'], 'PARAKEET_API_PORT') ??
    defaultApiPort;
  const keys = await readKeys(workspaceRoot);
  const publishable: [string, string] = ['publishable key', keys.publishableKey];
  const secret: [string, string] = [
    'secret key',
    options.flag('show-secret-key')
      ? `${keys.secretKey}\n  passes by row level security: not for an app`
      : `in ${relative(workspaceRoot, keysFile(workspaceRoot))}; --show-secret-key prints it`,
  ];
  const address = `http://127.0.0.1:${port}`;

  if (await isPortTaken(port)) {
    const who = await whoAnswers(address, workspaceRoot);
    if (who === 'another program') throw apiPortTaken(port);
    const said =
      who === 'ourselves'
        ? `Data API and auth are served already at ${address}\n\n${table([publishable, secret])}`
        : `a \`supabase start\` stack answers at ${address}: it is used\n\n  npx supabase status shows its keys\n`;
    process.stdout.write(`${styleText('green', '✔')} ${said}`);
    return;
  }

  const settings = await readSettings(workspaceRoot);
  const server = await chooseEngine({
    workspace: workspaceRoot,
    engine: options.text('engine'),
    port: options.text('db-port'),
    report: step,
  }).start();
  await refuseUnprepared(server);
  const api = createApi({
    database: {
      catalogueUrl: server.ownerUrl(server.database),
      ...(await servicesOf(server)),
    },
    keys,
    settings,
  });
  try {
    const listening = await listen(api, { port, workspace: workspaceRoot });
    try {
      process.stdout.write(
        `${styleText('green', '✔')} Data API and auth at ${listening.url}\n\n` +
          table([
            publishable,
            secret,
            ['database', withoutPassword(server.ownerUrl(server.database))],
          ]) +
          '\n  Ctrl-C ends it; the database runs on (npx nx run db-schema:stop)\n',
      );
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await listening.close();
    }
  } finally {
    await api.close();
  }
});

/** Refuses a database that has no tables to serve, or is older than what auth needs. */
async function refuseUnprepared(server: Server): Promise<void> {
  const address = withoutPassword(server.ownerUrl(server.database));
  const found = await withClient(server.adminUrl(server.database), async (client) => {
    const { rows } = await client.query<{ migrated: boolean; auth: boolean }>(
      `select to_regclass('supabase_migrations.schema_migrations') is not null as migrated,
              to_regclass('auth.sessions') is not null as auth`,
    );
    return rows[0];
  });
  if (!found?.migrated) {
    throw new ToolError(`The database at ${address} is empty so far.`, {
      next: 'Make it: npx nx run db-schema:reset',
    });
  }
  if (!found.auth) {
    throw new ToolError(
      `The database at ${address} has no auth.sessions: it was made before auth could be served.`,
      { next: 'Make it anew: npx nx run db-schema:reset' },
    );
  }
}

/** The addresses for the roles that requests and accounts are served as; refuses where they cannot log in. */
async function servicesOf(server: Server): Promise<{ requestsUrl: string; authUrl: string }> {
  const requestsUrl = server.serviceUrl('authenticator', server.database);
  const authUrl = server.serviceUrl('supabase_auth_admin', server.database);
  for (const url of [requestsUrl, authUrl]) {
    await withClient(url, () => Promise.resolve()).catch((cause: unknown) => {
      const { username } = new URL(url);
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new ToolError(`${username} cannot log in at ${withoutPassword(url)}: ${words}`, {
        cause,
        next: `It needs the password that the address of the server has: alter role ${username} password '…'`,
      });
    });
  }
  return { requestsUrl, authUrl };
}

function apiPortTaken(port: number): ToolError {
  return new ToolError(`127.0.0.1:${port} is taken by another program.`, {
    next:
      `Choose another port, with --port=${port + 100}, or with PARAKEET_API_PORT=${port + 100} in the\n` +
      'environment or in .env.local.',
  });
}

/**
 * Serves the app on the local stack: the database, its Data API and the app, in this order. It uses
 * what already runs. Ctrl-C ends what it started. The database keeps running, as after each
 * command. If the Data API ends by itself, it is started again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createProbe } from 'node:net';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, styleText } from 'node:util';
import { createServer } from 'vite';
import { keepRunning, type Running } from './keep-running.ts';
import { readServed } from './served.ts';

const app = fileURLToPath(new URL('..', import.meta.url));
const workspace = join(app, '../..');
const help = `npx nx run training-log:serve [--port=5173]

Serves the app at http://127.0.0.1:5173 on the local stack, until Ctrl-C. It creates the local
database and starts the Data API, unless they exist already. With VITE_SUPABASE_URL and
VITE_SUPABASE_KEY in the environment it serves the app on that project, and starts nothing else.

  --port=   the port of the app
`;

/** Browsers give an app locks, ids and a service worker at localhost or by HTTPS alone. */
const noHost = `There is no --host: at http and an address of the network a browser gives the app neither
  locks nor a service worker, and nothing could be saved. A phone opens the app at its own localhost:

  Android   connect it by USB, and run: adb reverse tcp:5173 tcp:5173; adb reverse tcp:54321 tcp:54321
  others    serve it by HTTPS, see "On another Supabase project" in the app's README`;

/** Exit code of a Data API without a database. */
const noDatabase = 3;

class Stop extends Error {}

const children = new Set<ChildProcess>();
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interrupted.abort());
}

try {
  await serve();
} catch (error) {
  if (interrupted.signal.aborted) process.exitCode = 0;
  else if (error instanceof Stop) {
    process.stderr.write(`${styleText('red', '✘')} ${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
} finally {
  await Promise.all([...children].map(end));
}

async function serve(): Promise<void> {
  const values = readOptions();
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Stop(`--port=${values.port} is no port: a number from 1 to 65535.`);
  }
  // before anything starts that would have to be ended again
  await refuseTaken(port);
  const project = await projectToServe();
  process.env['VITE_SUPABASE_URL'] = project.url;
  process.env['VITE_SUPABASE_KEY'] = project.key;

  const server = await createServer({
    root: app,
    clearScreen: false,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port, strictPort: true },
  });
  try {
    await server.listen();
    process.stdout.write(
      `\n${styleText('green', '✔')} Parakeet at http://127.0.0.1:${port}\n\n` +
        `  on         ${project.url}\n` +
        (project.isLocal
          ? '  sign in    maya@parakeet.test, password parakeet-local: a month of training\n'
          : '') +
        '\n  Ctrl-C ends it\n',
    );
    await Promise.race([untilInterrupted(), keepApiRunning(project)]);
  } finally {
    await server.close();
  }
}

function readOptions() {
  if (process.argv.some((one) => /^--host(=|$)/.test(one))) throw new Stop(noHost);
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '5173' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw error instanceof TypeError ? new Stop(`${error.message}\n\n${help}`) : error;
  }
}

async function untilInterrupted(): Promise<void> {
  if (!interrupted.signal.aborted) await once(interrupted.signal, 'abort');
}

/** A Supabase project to serve the app on. */
interface Project {
  readonly url: string;
  readonly key: string;
  readonly isLocal: boolean;
  /** Its Data API, if it is the local one. */
  readonly api?: Running;
}

/** The project in the environment, or else the local one, which is started. */
async function projectToServe(): Promise<Project> {
  const url = process.env['VITE_SUPABASE_URL'];
  const key = process.env['VITE_SUPABASE_KEY'];
  if (url && key) return { url, key, isLocal: false };
  if (url || key) {
    throw new Stop('VITE_SUPABASE_URL and VITE_SUPABASE_KEY go together: one of them is not set.');
  }
  let project = await startApi();
  if (project === 'no database') {
    await tool('schema-tools', 'reset');
    project = await startApi();
  }
  if (project === 'no database') {
    throw new Stop('The local database was created, but its Data API does not find it. See above.');
  }
  process.stdout.write(`the Data API answers at ${project.url}\n`);
  return project;
}

/** Restarts the Data API whenever it ends by itself. Throws after the last attempt. */
async function keepApiRunning({ api, key }: Project): Promise<void> {
  if (!api) return untilInterrupted();
  await keepRunning({
    name: 'the Data API',
    first: api,
    start: async () => {
      const again = await startApi();
      if (again === 'no database') throw new Stop('The Data API no longer finds a database.');
      if (again.key !== key) {
        throw new Stop('The Data API has a new key: stop this command and start it again.');
      }
      return again.api;
    },
    say: (line) => process.stderr.write(`${styleText('yellow', '■')} ${line}\n`),
    gaveUp: (words) => new Stop(`${words}\n  Its own output says why: npx nx run db-schema:serve`),
    signal: interrupted.signal,
  });
}

/** Starts the Data API, or finds a running one. */
async function startApi(): Promise<Required<Project> | 'no database'> {
  const child = start('schema-tools', 'serve', ['inherit', 'pipe', 'pipe', 'ipc']);
  let output = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8');
  child.stderr?.setEncoding('utf8');
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: string) => {
      output += chunk;
      const [first, rest] = output.split('\n', 2);
      if (first !== undefined && rest !== undefined) resolve(first);
    });
  });
  const keep = (chunk: string) => (stderr += chunk);
  child.stderr?.on('data', keep);
  const ended = endOf(child);
  const found = await Promise.race([line.then(readServed), ended]);
  interrupted.signal.throwIfAborted();
  if (typeof found === 'string') {
    if (child.exitCode === noDatabase) return 'no database';
    throw new Stop(`The Data API did not start.\n${stderr.trim()}`);
  }
  child.stdout?.removeAllListeners('data').resume();
  child.stderr?.off('data', keep).pipe(process.stderr);
  const { url, publishableKey: key, servedBy } = found;
  if (key === undefined) {
    throw new Stop(
      `A \`supabase start\` stack answers at ${url}; npx supabase status shows its keys.\n  Give the app its address and key: VITE_SUPABASE_URL=… VITE_SUPABASE_KEY=… npx nx run training-log:serve`,
    );
  }
  // the exit code of one that was started elsewhere is unknown
  const api = { ended: servedBy === 'this' ? ended : silenceAt(url) };
  return { url, key, isLocal: true, api };
}

/** Resolves when an address does not answer twice in a row. */
async function silenceAt(url: string): Promise<string> {
  for (let silent = 0; silent < 2 && !interrupted.signal.aborted;) {
    await sleep(1000, undefined, { signal: interrupted.signal }).catch(() => undefined);
    const signal = AbortSignal.timeout(5000);
    const answered = await fetch(url, { signal }).then(
      () => true,
      () => false,
    );
    silent = answered ? 0 : silent + 1;
  }
  return 'in the other terminal';
}

/** How a process ended. */
async function endOf(child: ChildProcess): Promise<string> {
  await once(child, 'close');
  return child.signalCode === null ? `with exit code ${child.exitCode}` : `by ${child.signalCode}`;
}

/** Runs a command of the workspace to its end. */
async function tool(project: string, name: string): Promise<void> {
  const child = start(project, name, 'inherit');
  await once(child, 'close');
  interrupted.signal.throwIfAborted();
  if (child.exitCode !== 0) throw new Stop(`npx nx run ${project}:${name} failed, see above.`);
}

/**
 * Starts a command of the workspace like its Nx target. With a channel, it ends with this process.
 */
function start(
  project: string,
  name: string,
  stdio: 'inherit' | ['inherit', 'pipe', 'pipe', 'ipc'],
): ChildProcess {
  const script = join(workspace, 'libs', project, 'src/commands', `${name}.ts`);
  const given = name === 'serve' ? ['--output-format=json'] : [];
  const child = spawn(process.execPath, ['--conditions=parakeet-source', script, ...given], {
    cwd: workspace,
    stdio,
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

async function refuseTaken(port: number): Promise<void> {
  const probe = createProbe().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    throw new Stop(
      `127.0.0.1:${port} is taken by another program.\n  Choose another port: npx nx run training-log:serve --port=${port + 1}`,
    );
  }
  probe.close();
  await once(probe, 'close');
}

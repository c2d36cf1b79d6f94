// Runs the Supabase CLI, and ends it when the process that asked for it ends, however that ends:
// its end of the pipe on descriptor 3 is closed then. It is not our standard input, since the CLI
// has that too, and may wait for what it can read there. We are the leader of a process group that
// holds the CLI alone, so Ctrl-C in a terminal does not reach it, and one signal ends all of it.
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const asker = new Socket({ fd: 3 });
asker.once('close', () => process.kill(-process.pid, 'SIGKILL'));
asker.on('error', () => undefined).resume();

// the CLI's own start script: it reads the parameters that we were given
const manifest = createRequire(import.meta.url).resolve('supabase/package.json');
await import(pathToFileURL(join(dirname(manifest), 'dist', 'supabase.js')).href);

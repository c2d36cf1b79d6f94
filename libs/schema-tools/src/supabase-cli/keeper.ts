// Runs the Supabase CLI, and ends it when the process that asked for it ends, however that ends:
// its end of the pipe on descriptor 3 is closed then. It is not our standard input, since the CLI
// has that too, and may wait for what it can read there. We are the leader of a process group that
// holds the CLI alone, so Ctrl-C in a terminal does not reach it, and one signal ends all of it.
import { Socket } from 'node:net';

const asker = new Socket({ fd: 3 });
asker.once('close', () => process.kill(-process.pid, 'SIGKILL'));
asker.on('error', () => undefined).resume();

// the CLI's own start script: it reads the parameters that we were given
await import(new URL('dist/supabase.js', import.meta.resolve('supabase/package.json')).href);

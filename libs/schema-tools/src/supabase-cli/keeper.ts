// Runs the Supabase CLI, and ends it when our caller ends, even if that is killed: then the pipe on
// descriptor 3 closes. The pipe is not our standard input, because the CLI may read that. We are
// the leader of a process group that
// holds the CLI alone, so Ctrl-C in a terminal does not reach it, and one signal ends all of it.
import { Socket } from 'node:net';

const asker = new Socket({ fd: 3 });
asker.once('close', () => process.kill(-process.pid, 'SIGKILL'));
asker.on('error', () => undefined).resume();

// the CLI's own start script: it reads the parameters that we were given
await import(new URL('dist/supabase.js', import.meta.resolve('supabase/package.json')).href);

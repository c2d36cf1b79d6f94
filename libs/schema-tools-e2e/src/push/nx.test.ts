import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workspaceRoot } from '@parakeet/command-kit';
import { first, until, withPushTarget } from './target.ts';

// elsewhere than on Linux it cannot be told where Nx's own standard error goes
it.skipIf(process.platform !== 'linux')(
  'Ctrl-C in a terminal shows the account through Nx too, and leaves no work behind',
  async () => {
    await withPushTarget(async (target) => {
      await target.write(
        first,
        'create table public.a (id int);\ndo $$ begin perform pg_sleep(60); end $$;\n',
      );
      const file = join(target.checkout.directory, 'nx.log');
      const log = await open(file, 'a');
      const nx = spawn(
        join(workspaceRoot, 'node_modules/.bin/nx'),
        ['run', 'db-schema:push', '--yes', '--no-observe'],
        {
          cwd: workspaceRoot,
          // a group of its own, which gets the signal as a whole: as from a terminal
          detached: true,
          // a file, since Node makes sockets and no pipes, which nobody else can open
          stdio: ['ignore', log.fd, log.fd],
          env: {
            ...process.env,
            NX_DAEMON: 'false',
            NO_COLOR: '1',
            PARAKEET_WORKSPACE: target.checkout.directory,
            PROD_DB_URL: target.database.ownerUrl,
          },
        },
      );
      const working = `select pid from pg_stat_activity
      where datname = current_database() and query like 'do $$%' and state = 'active'`;
      await until('the server runs the statement', async () => {
        return (await target.query(working)).length === 1;
      });
      if (nx.pid === undefined) throw new Error('nx did not start');
      process.kill(-nx.pid, 'SIGINT');
      await once(nx, 'close');
      await log.close();
      // Nx does not wait for what it started
      await until('the push has ended', async () =>
        /interrupted\n/.test(await readFile(file, 'utf8')),
      );
      const said = await readFile(file, 'utf8');
      expect(said).toContain('interrupted; waiting until the work on the target has ended');
      expect(said).toContain(`  not applied: it is not in the history\n    ${first}_step_1.sql`);
      expect(said).toContain('it left nothing behind');
      expect(await target.query(working)).toEqual([]);
      expect(await target.relations()).toEqual([]);
    });
  },
);

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withClient } from '../../postgres/connect.ts';
import { startThrowaway } from './throwaway.ts';

const quiet = () => undefined;

async function dataDirectory(adminUrl: string): Promise<string> {
  return withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory ?? '';
  });
}

it('is PostgreSQL 17, and leaves nothing when it is stopped', async () => {
  const server = await startThrowaway(quiet);
  expect(server.version).toMatch(/^17\./);
  const data = await dataDirectory(server.adminUrl('postgres'));
  expect(existsSync(data)).toBe(true);
  await server.stop();
  expect(existsSync(data)).toBe(false);
  await expect(withClient(server.adminUrl('postgres'), async () => undefined)).rejects.toThrow(
    'ECONNREFUSED',
  );
  // twice does no harm
  await server.stop();
});

it('ends with the process that started it, even after kill -9', async () => {
  const script = `
    import { startThrowaway } from ${JSON.stringify(new URL('throwaway.ts', import.meta.url).href)};
    const server = await startThrowaway(() => undefined);
    process.stdout.write(server.adminUrl('postgres'));
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = (await once(owner.stdout.setEncoding('utf8'), 'data')) as [string];
  const data = await dataDirectory(chunk);
  expect(existsSync(data)).toBe(true);

  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const deadline = Date.now() + 20_000;
  while (existsSync(data) && Date.now() < deadline) await sleep(50);
  expect(existsSync(data)).toBe(false);
  await expect(withClient(chunk, async () => undefined)).rejects.toThrow('ECONNREFUSED');
});

import { expect, it } from 'vitest';
import { chooseEngine } from './choose-engine.ts';

const workspace = import.meta.dirname;

it('is embedded unless an option, the environment or the project chooses another', () => {
  expect(chooseEngine({ workspace }, {}).name).toBe('embedded');
  expect(chooseEngine({ workspace }, { PARAKEET_DB_ENGINE: 'url' }).name).toBe('url');
  expect(chooseEngine({ workspace, engine: 'container' }, { PARAKEET_DB_ENGINE: 'url' }).name).toBe(
    'container',
  );
  const usual = 'container';
  expect(chooseEngine({ workspace, usual }, {}).name).toBe('container');
  expect(chooseEngine({ workspace, usual }, { PARAKEET_DB_ENGINE: 'url' }).name).toBe('url');
});

it('names an unknown engine, and the known ones', () => {
  expect(() => chooseEngine({ workspace, engine: 'docker' }, {})).toThrow(
    expect.objectContaining({
      message: 'There is no engine "docker".',
      next: expect.stringContaining('embedded, container, url'),
    }),
  );
});

it.each(['0', '65536', '5432.5', 'x', '-1'])('refuses %s as a port', (port) => {
  expect(() => chooseEngine({ workspace, port }, {})).toThrow(`--port is "${port}"`);
  expect(() => chooseEngine({ workspace }, { PARAKEET_DB_PORT: port })).toThrow('PARAKEET_DB_PORT');
});

it('the engine url without an address says how to set it', async () => {
  await expect(chooseEngine({ workspace, engine: 'url' }, {}).start()).rejects.toThrow(
    'needs the address of a Postgres',
  );
});

it('the engine container reports a missing container engine in one line', async () => {
  const before = process.env['DOCKER_HOST'];
  process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:9';
  try {
    await expect(chooseEngine({ workspace, engine: 'container' }, {}).start()).rejects.toThrow(
      /^No container engine answers here[^\n]*$/,
    );
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
  }
});

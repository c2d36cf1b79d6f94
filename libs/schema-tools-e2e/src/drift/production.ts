import { basename, join } from 'node:path';
import {
  chooseEngine,
  createDatabase,
  createEmptyDatabase,
  dropDatabase,
  maintenanceDatabase,
  withClient,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import { project, withExpected, type Expected, type MigrationFile } from '@parakeet/schema-tools';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';

/** A server of its own, as production is: roles and their settings belong to a server. */
export interface Production {
  readonly server: ThrowawayServer;
  readonly template: string;
  /** A clone of what was pushed. */
  readonly clone: () => Promise<string>;
  readonly drop: (name: string) => Promise<void>;
}

/** Makes a production server, and pushes migrations to it as people do. */
export async function pushToProduction(
  migrations: Readonly<Record<string, string>>,
): Promise<Production> {
  const server = await chooseEngine(
    { workspace: project().root, engine: 'embedded' },
    {},
  ).throwaway();
  const template = 'production';
  const url = await createEmptyDatabase(server, template);
  const checkout = await createSmallCheckout(
    Object.fromEntries(
      Object.entries(migrations).map(([name, text]) => [`migrations/${name}`, text]),
    ),
  );
  try {
    const pushed = await checkout.run('push', ['--yes'], { environment: { PROD_DB_URL: url } });
    if (pushed.code !== 0) throw new Error(`the push failed: ${pushed.output}${pushed.stderr}`);
  } finally {
    await checkout.remove();
  }
  const maintenance = server.adminUrl(maintenanceDatabase);
  let made = 0;
  return {
    server,
    template,
    async clone() {
      made += 1;
      const name = `production_${made}`;
      await withClient(maintenance, (client) =>
        createDatabase(client, { name, owner: server.owner, template, strategy: 'file_copy' }),
      );
      return name;
    },
    drop: (name) => withClient(maintenance, (client) => dropDatabase(client, name)),
  };
}

/** Migrations that are in no folder. */
export function migrationFiles(migrations: Readonly<Record<string, string>>): MigrationFile[] {
  return Object.entries(migrations).map(([file, text]) => {
    const [, version = '', name = ''] = /^(\d+)_(.*)\.sql$/.exec(basename(file)) ?? [];
    return { version, name, text, path: join(project().migrations, file) };
  });
}

/** What the migrations are to make, on another server, until `end` is called. */
export async function expectedOf(files: readonly MigrationFile[]): Promise<{
  readonly expected: Expected;
  readonly end: () => Promise<void>;
}> {
  const server = await chooseEngine(
    { workspace: project().root, engine: 'embedded' },
    {},
  ).throwaway();
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let run: Promise<void> = finished;
  const expected = await new Promise<Expected>((resolve, reject) => {
    run = withExpected(server, files, (made) => {
      resolve(made);
      return finished;
    });
    run.catch(reject);
  });
  return {
    expected,
    async end() {
      finish();
      await run;
      await server.stop();
    },
  };
}

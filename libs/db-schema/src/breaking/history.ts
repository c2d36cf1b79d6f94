import {
  baseTemplate,
  createDatabase,
  maintenanceDatabase,
  withClient,
  type Server,
} from '@parakeet/local-supabase';
import type pg from 'pg';
import type { Facts, Named, ContractFacts } from '../facts/facts.ts';
import { readDatabaseFacts } from '../facts/read-facts.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { replay } from '../migrations/replay.ts';

/** What files say of a schema, beside its migrations. */
export interface Surroundings {
  readonly api: Facts['api'];
  readonly contracts: Named<ContractFacts>;
}

/** A migration, with the schema before it and after it. */
export interface Step {
  readonly file: MigrationFile;
  readonly before: Facts;
  readonly after: Facts;
}

/** Makes an empty Supabase database. */
export async function emptyDatabase(server: Server, name: string): Promise<string> {
  await withClient(server.adminUrl(maintenanceDatabase), (client) =>
    createDatabase(client, { name, owner: server.owner, template: baseTemplate }),
  );
  return server.ownerUrl(name);
}

/** What clients meet of the schema that migrations make on an empty database. */
export async function factsOf(
  url: string,
  files: readonly MigrationFile[],
  { api, contracts }: Surroundings,
): Promise<Facts> {
  return withClient(url, async (client) => {
    await replay(client, files);
    return { ...(await readDatabaseFacts(client, api.schemas)), api, contracts };
  });
}

/**
 * Applies the migrations of the checkout to an empty database, and visits each that is new.
 *
 * @param isNew whether a migration is not in what is compared with
 * @param use given the steps, the schema in the end, and a connection to it
 */
export async function withHistory<Result>(
  url: string,
  files: readonly MigrationFile[],
  { api, contracts }: Surroundings,
  isNew: (file: MigrationFile) => boolean,
  use: (steps: readonly Step[], end: Facts, client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  return withClient(url, async (client) => {
    // what is in files has no history of its own here
    const read = async (): Promise<Facts> => {
      await client.query('reset all');
      return { ...(await readDatabaseFacts(client, api.schemas)), api, contracts };
    };
    const steps: Step[] = [];
    let waiting: MigrationFile[] = [];
    for (const file of files) {
      if (!isNew(file)) {
        waiting.push(file);
        continue;
      }
      await replay(client, waiting);
      waiting = [];
      const before =
        steps.at(-1)?.file === files[files.indexOf(file) - 1] ? steps.at(-1)?.after : undefined;
      const old = before ?? (await read());
      await replay(client, [file]);
      steps.push({ file, before: old, after: await read() });
    }
    await replay(client, waiting);
    return use(steps, await read(), client);
  });
}

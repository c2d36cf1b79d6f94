import { workspaceRoot } from '@parakeet/command-kit';
import { chooseEngine, withClient } from '@parakeet/local-supabase';
import { buildDatabase, readMigrationFiles } from '@parakeet/schema-tools';
import type { TestProject } from 'vitest/node';
import { readTables } from './catalogue.ts';
import { findGuardFaults } from './guards.ts';
import { Session } from './session.ts';

/**
 * Starts one throwaway cluster for a run. The Supabase CLI applies every migration to it once, in a
 * template that the test files clone.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = chooseEngine({ workspace: workspaceRoot });
  const server = await engine.throwaway();
  try {
    const template = server.databaseName('migrated');
    await buildDatabase(server, template, await readMigrationFiles());
    await withClient(server.ownerUrl(template), async (client) => {
      const db = new Session(() => client);
      project.provide('migratedTables', await readTables(db));
      project.provide('guardFaults', await findGuardFaults(db));
    });
    project.provide('testServer', {
      engine: server.engine,
      version: server.version,
      owner: server.owner,
      adminUrl: server.adminUrl('template1'),
      ownerUrl: server.ownerUrl('template1'),
      template,
      databasePrefix: server.databaseName(''),
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

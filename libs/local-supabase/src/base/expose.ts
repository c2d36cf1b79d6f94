import { configValue, readConfig, wrongValue } from '../config.ts';
import { withClient } from '../postgres/connect.ts';

/** The table and the name of the setting in supabase/config.toml. */
const setting = ['api', 'auto_expose_new_tables'] as const;

/**
 * Lets the API roles use the objects that migrations create in `public`. Hosted projects do the
 * same unless supabase/config.toml has `auto_expose_new_tables = false`.
 *
 * @param url of a database without applied migrations, for the role that migrates
 * @param workspace the directory with supabase/
 * @throws ToolError if the setting is neither true nor false
 */
export async function exposeNewObjects(url: string, workspace: string): Promise<void> {
  const isExposed = configValue(await readConfig(workspace), ...setting) ?? true;
  if (typeof isExposed !== 'boolean') {
    throw wrongValue(workspace, setting, 'true or false', isExposed);
  }
  if (!isExposed) return;
  await withClient(url, async (client) => {
    for (const kind of ['tables', 'sequences', 'functions']) {
      await client.query(
        `alter default privileges in schema public grant all on ${kind}
         to anon, authenticated, service_role`,
      );
    }
  });
}

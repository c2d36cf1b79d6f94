import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalogue, supabase } from '@parakeet/schema-tools';
import { generatedFiles } from '@parakeet/schema-tools/generate';
import { withClient } from '@parakeet/local-supabase';

/** What `generate` writes of a database, in a folder from which packages are found. */
export interface GeneratedFolder {
  readonly folder: string;
  readonly notes: readonly string[];
  remove(): Promise<void>;
}

/** Generates the files of schemas of a database that has no contracts. */
export async function generateFrom(
  url: string,
  schemas: readonly string[],
  importEnding: '.ts' | '.js' | '' = '.ts',
): Promise<GeneratedFolder> {
  const types = await supabase(
    ['gen', 'types', 'typescript', ...schemas.map((schema) => `--schema=${schema}`)],
    { remote: { url } },
  );
  if (!types.ok) throw new Error(types.stderr);
  const { files, notes } = generatedFiles({
    ...(await withClient(url, (client) => readCatalogue(client, schemas))),
    cliTypes: types.output,
    contracts: { columns: new Map(), domains: new Map() },
    schemas,
  });
  const project = fileURLToPath(new URL('../..', import.meta.url));
  const folder = join(project, '.vitest', `generated-${process.pid}-${Date.now()}`);
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text(importEnding));
  }
  return { folder, notes, remove: () => rm(folder, { recursive: true, force: true }) };
}

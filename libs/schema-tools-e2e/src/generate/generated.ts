import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askCliTypes, readCatalogue } from '@parakeet/schema-tools';
import { generatedFiles } from '@parakeet/schema-tools/generate';
import { withClient } from '@parakeet/local-supabase';

/** What `generate` writes of a database: its files, as texts. */
export type Generated = ReturnType<typeof generatedFiles>;

/** The files in a folder from which packages are found. */
export interface GeneratedFolder {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Generates the files of schemas of a database that has no contracts. */
export async function generateFrom(url: string, schemas: readonly string[]): Promise<Generated> {
  return generatedFiles({
    ...(await withClient(url, (client) => readCatalogue(client, schemas))),
    cliTypes: await askCliTypes(url, schemas),
    contracts: { columns: new Map(), domains: new Map() },
    schemas,
  });
}

/** Writes what was generated, with imports that end so, into a folder of its own. */
export async function writeGenerated(
  { files }: Generated,
  importEnding: '.ts' | '.js' | '' = '.ts',
): Promise<GeneratedFolder> {
  const parent = fileURLToPath(new URL('../../.vitest', import.meta.url));
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'generated-'));
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text(importEnding));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

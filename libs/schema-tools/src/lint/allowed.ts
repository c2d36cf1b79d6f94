import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAllowances } from '../migrations/allowances.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { shortPath, type Project } from '../project/project.ts';
import { baselineFile, readBaseline } from './baseline.ts';
import { configAllowances } from './config-allowances.ts';

interface Allowed {
  readonly file: string;
  /** From 1; not set for an allowance in the config of schema-tools. */
  readonly line?: number;
  readonly rule: string;
  readonly object: string;
  readonly reason: string;
}

/** All allowances, for any tool: of migrations, of config.toml, and of lint's baseline. */
export async function readAllowed(
  from: Project,
  files: readonly MigrationFile[],
): Promise<Allowed[]> {
  const config = join(from.supabase, 'config.toml');
  const text = await readFile(config, 'utf8').catch(() => '');
  return [
    ...files.flatMap((file) =>
      readAllowances(file).map((one) => ({ ...one, file: shortPath(file.path) })),
    ),
    ...configAllowances(text).map((one) => ({ ...one, file: shortPath(config) })),
    ...(await readBaseline(from)).map((one) => ({ ...one, file: shortPath(baselineFile(from)) })),
  ];
}

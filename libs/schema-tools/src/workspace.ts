import { join, relative } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';

export const supabaseDirectory = join(workspaceRoot, 'supabase');
export const migrationsDirectory = join(supabaseDirectory, 'migrations');
/** A file for each function. The Supabase CLI knows no such folder: `functions` is for edge functions. */
export const functionsDirectory = join(supabaseDirectory, 'routines');
export const seedFile = join(supabaseDirectory, 'seed.sql');

/** A path as a person in the checkout would write it. */
export function shortPath(path: string): string {
  return relative(workspaceRoot, path);
}

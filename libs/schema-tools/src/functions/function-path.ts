import { join } from 'node:path';
import { project, shortPath } from '../project/project.ts';

/** The path of a function's file: `public/complete_session.sql` for `public.complete_session`. */
export function functionPath(name: string, directory = project().routines): string {
  return join(directory, ...name.split('.')) + '.sql';
}

/** `supabase/routines/public/complete_session.sql`, for messages. */
export function shortFunctionPath(name: string): string {
  return shortPath(functionPath(name));
}

/** The name of a migration with changes to these functions. */
export function migrationNameFor(names: readonly string[]): string {
  const [only, ...others] = names.map((name) => name.split('.').at(-1));
  return only === undefined || others.length > 0 ? 'change_functions' : `change_${only}`;
}

import { shortPath } from '../project/project.ts';

/** The SQLSTATE in a message of the Supabase CLI, if it has one. */
export function sqlStateIn(words: string): string | undefined {
  return /\(SQLSTATE (\w{5})\)/.exec(words)?.[1];
}

/** SQLSTATE of a lock timeout. */
export const lockNotAvailable = '55P03';

/** The next step if the server lacks an extension, or cannot load it; otherwise undefined. */
export function adviceForExtension(words: string): string | undefined {
  const extension = /extension "([^"]+)" is not available/.exec(words)?.[1];
  if (extension !== undefined) {
    return (
      `The server has no build of ${extension}, and nothing can honestly stand in for it. Locally\n` +
      'use --engine=container, or name a directory with its files for this PostgreSQL in\n' +
      'PARAKEET_POSTGRES_EXTENSIONS: docs/hosted-differences.md of @parakeet/schema-tools'
    );
  }
  if (!/could not load library|could not access file "\$libdir|incompatible library/.test(words)) {
    return undefined;
  }
  return (
    'Nothing is wrong with the file: the server cannot load that library. It must be built for\n' +
    'PostgreSQL 17 and a system such as this one. PARAKEET_POSTGRES_EXTENSIONS names its directory\n' +
    'to every command; the line may stand in .env.local of the project.'
  );
}

/**
 * The next step for a failed migration, by its cause.
 *
 * @param words the Supabase CLI's message, with Postgres's SQLSTATE
 * @param path of the migration
 */
export function adviceFor(words: string, path: string): string {
  const code = sqlStateIn(words) ?? '';
  const file = shortPath(path);
  const ofExtension = adviceForExtension(words);
  if (ofExtension !== undefined) return ofExtension;
  if (code === 'PK901') return 'Fix the rows, not the file, and run this again.';
  if ([lockNotAvailable, '57014', '40P01', '40001'].includes(code)) {
    return (
      'Nothing is wrong with the file: other sessions held what it needs. Wait, and run this\n' +
      'again. pg_stat_activity shows sessions that have been in a transaction for long.'
    );
  }
  if (/^(57P0[1-5]|08|58)/.test(code)) {
    return (
      'Nothing is wrong with the file: the server ended the connection. Look at the server, and\n' +
      'run this again.'
    );
  }
  if (code === '53200' && words.includes('shared memory')) {
    return (
      'One transaction locks more tables and indexes than the server has room for.\n' +
      `Split ${file} into several files.`
    );
  }
  if (code.startsWith('53')) {
    return 'Nothing is wrong with the file: the server lacks disk, memory or connections.';
  }
  if (code === '42501') {
    return (
      'Look at the target: the role that connects lacks a right. On hosted Supabase migrations\n' +
      `run as postgres, which is no superuser. If you cannot grant it, fix ${file}.`
    );
  }
  if (['23502', '23503', '23505', '23514', '23P01'].includes(code)) {
    return (
      `Existing rows break a rule, or ${file} writes rows that do.\n` +
      'Fix the rows or the file, and run this again.'
    );
  }
  return `Fix ${file} and run this again.`;
}

import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Node } from 'libpg-query';
import { ToolError } from '@parakeet/command-kit';
import { isLitter } from '../migrations/migration-files.ts';
import { readSqlFile } from '../migrations/sql-file.ts';
import { lineAt, statementsOf, type ParsedStatement } from '../migrations/sql-statements.ts';
import { project, shortPath } from '../project/project.ts';

/** A file of supabase/routines: a function with its comment and its privileges. */
export interface FunctionFile {
  /** With its schema: `public.complete_session`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the files of the functions, in the order of their names.
 *
 * @throws ToolError with file and line, if a file is not named after its function, or contains
 *   anything but `create or replace function`, its comment, grants and revokes
 */
export async function readFunctionFiles(directory = project().routines): Promise<FunctionFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw new ToolError(`${shortPath(directory)} cannot be read: ${String(cause)}`, {
        cause,
        next: 'It has a file for each function: <schema>/<name>.sql',
      });
    },
  );
  const paths = entries
    .filter((entry) => !entry.isDirectory() && !isLitter(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Promise.all(paths.map((path) => readFunctionFile(path, directory)));
}

async function readFunctionFile(path: string, directory: string): Promise<FunctionFile> {
  const parts = relative(directory, path).split(sep);
  const name = parts.join('.').replace(/\.sql$/, '');
  if (parts.length !== 2 || !/^[a-z_]\w*\.[a-z_]\w*$/.test(name) || !path.endsWith('.sql')) {
    throw new ToolError(`${shortPath(path)} is not named after a function.`, {
      next: `Name it ${shortPath(directory)}/<schema>/<name>.sql, or move it elsewhere.`,
    });
  }
  const text = await readSqlFile(path);
  await requireFunction(name, path, text);
  return { name, path, text };
}

/** Throws a ToolError unless a file creates the function of its name and does nothing else. */
async function requireFunction(name: string, path: string, text: string): Promise<void> {
  const refuse = (place: string, why: string, next: string) =>
    new ToolError(`${shortPath(path)}${place} ${why}`, { next });
  const statements = await statementsOf(text).catch((cause: unknown) => {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw refuse('', `is no SQL: ${words}`, 'Correct the file.');
  });
  const found = statements.map((statement) => ({ statement, subject: subjectOf(statement.tree) }));
  const other = found.find(({ subject }) => subject?.name !== name);
  if (other) {
    throw refuse(
      `:${lineAt(text, other.statement.start)}`,
      `is not about ${name}: ${beginningOf(other.statement)}`,
      'The file holds create or replace function, comment on function, grant and revoke of its ' +
        'own function. Anything else belongs in a migration.',
    );
  }
  const made = found.filter(({ subject }) => subject?.kind === 'create');
  if (made.length !== 1) {
    const next = `Write one: create or replace function ${name}(…)`;
    throw refuse('', `makes ${made.length} functions.`, next);
  }
  if (!found.some(({ subject }) => subject?.kind === 'comment')) {
    const next = `Write:\n  comment on function ${name} is '…';`;
    throw refuse('', 'does not say what the function is for.', next);
  }
}

interface Subject {
  readonly kind: 'create' | 'comment' | 'privileges';
  readonly name: string;
}

/** The function of a statement; undefined if a file may not contain such a statement. */
function subjectOf(tree: Node): Subject | undefined {
  if ('CreateFunctionStmt' in tree) {
    const { funcname, replace, is_procedure: isProcedure } = tree.CreateFunctionStmt;
    if (!replace || isProcedure) return undefined;
    return { kind: 'create', name: nameOf(funcname) };
  }
  if ('CommentStmt' in tree) {
    const { object } = tree.CommentStmt;
    if (!object || !('ObjectWithArgs' in object)) return undefined;
    return { kind: 'comment', name: nameOf(object.ObjectWithArgs.objname) };
  }
  if ('GrantStmt' in tree) {
    const [object, ...others] = tree.GrantStmt.objects ?? [];
    if (!object || others.length > 0 || !('ObjectWithArgs' in object)) return undefined;
    return { kind: 'privileges', name: nameOf(object.ObjectWithArgs.objname) };
  }
  return undefined;
}

function nameOf(parts: readonly Node[] = []): string {
  return parts.flatMap((part) => ('String' in part ? [part.String.sval ?? ''] : [])).join('.');
}

function beginningOf({ text }: ParsedStatement): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 72);
}

import { basename } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { readAllowances, type Allowance } from '../migrations/allowances.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { withoutComments } from '../migrations/sql-statements.ts';

/** The words before the name of a table in a statement that creates, changes or fills it. */
const before = String.raw`\b(?:table|view|on|update|into|delete\s+from|column)\s+`;
const ifExists = String.raw`(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?`;

/** A migration that changes a table. */
export interface Touch {
  readonly file: string;
  /** The changes that it declares. */
  readonly declared: readonly Allowance[];
}

/**
 * Finds the migrations that create, change or fill a table by its name, oldest first. It only reads
 * their text, so it misses names that are built at run time.
 */
export function touching(
  migrations: readonly MigrationFile[],
): (schema: string, name: string) => Touch[] {
  const files = migrations.map((migration) => ({
    file: basename(migration.path),
    text: withoutComments(migration.text),
    declarations: declarationsOf(migration),
  }));
  return (schema, name) => {
    const [inSchema, named] = [schema, name].map(written);
    const prefix = `${inSchema}\\s*\\.\\s*`;
    const ofSchema = schema === 'public' ? `(?:${prefix})?` : prefix;
    const statement = new RegExp(`${before}${ifExists}${ofSchema}${named}(?![\\w".])`, 'i');
    const table = `${schema}.${name}`;
    return files.flatMap(({ file, text, declarations }) => {
      const declared = declarations.filter(({ object }) => `${object}.`.startsWith(`${table}.`));
      return statement.test(text) || declared.length > 0 ? [{ file, declared }] : [];
    });
  };
}

/** Empty if a line is malformed: the commands that use it report the error. */
function declarationsOf(migration: MigrationFile): readonly Allowance[] {
  try {
    return readAllowances(migration);
  } catch (error) {
    if (error instanceof ToolError) return [];
    throw error;
  }
}

/** The pattern of a name, with or without quotes. */
function written(name: string): string {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return `(?:"${literal.replaceAll('"', '""')}"|${literal})`;
}

import { basename } from 'node:path';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { withoutComments } from '../migrations/sql-statements.ts';

/** What stands before the name of a table that a statement makes, changes or fills. */
const before = String.raw`\b(?:table|view|on|update|into|delete\s+from|column)\s+`;
const ifExists = String.raw`(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?`;

/**
 * Finds the files of migrations that name a table where it is made, changed or filled, oldest
 * first. Only their text is read: a name that was built at run time is not found.
 */
export function touching(
  migrations: readonly MigrationFile[],
): (schema: string, name: string) => string[] {
  const files = migrations.map(
    ({ path, text }) => [basename(path), withoutComments(text)] as const,
  );
  return (schema, name) => {
    const [inSchema, named] = [schema, name].map(written);
    const prefix = `${inSchema}\\s*\\.\\s*`;
    const ofSchema = schema === 'public' ? `(?:${prefix})?` : prefix;
    const statement = new RegExp(`${before}${ifExists}${ofSchema}${named}(?![\\w".])`, 'i');
    return files.filter(([, text]) => statement.test(text)).map(([file]) => file);
  };
}

/** The pattern of a name, with or without quotes. */
function written(name: string): string {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return `(?:"${literal.replaceAll('"', '""')}"|${literal})`;
}

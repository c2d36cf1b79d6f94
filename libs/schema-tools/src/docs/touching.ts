import { basename } from 'node:path';
import type { MigrationFile } from '../migrations/migration-files.ts';

/** What stands before the name of a table that a statement makes, changes or fills. */
const before = String.raw`\b(?:table|view|on|update|into|delete\s+from|column)\s+`;
const ifExists = String.raw`(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?`;

/**
 * The files of the migrations that name a table where it is made, changed or filled, oldest first.
 * Only their text is read: a name that was built at run time is not found.
 */
export function touching(
  migrations: readonly Pick<MigrationFile, 'path' | 'text'>[],
  schema: string,
  name: string,
): string[] {
  const [inSchema, named] = [schema, name].map(written);
  const ofSchema = schema === 'public' ? `(?:${inSchema}\\s*\\.\\s*)?` : `${inSchema}\\s*\\.\\s*`;
  const statement = new RegExp(`${before}${ifExists}${ofSchema}${named}(?![\\w".])`, 'i');
  return migrations
    .filter(({ text }) => statement.test(text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')))
    .map(({ path }) => basename(path));
}

/** The pattern of a name, with or without quotes. */
function written(name: string): string {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return `(?:"${literal.replaceAll('"', '""')}"|${literal})`;
}

import type { MigrationFile } from './migration-files.ts';
import { withoutComments } from './sql-statements.ts';

/** What makes, renames or drops a table of `public`. */
const statement =
  /\b(?:create\s+table\s+(?:if\s+not\s+exists\s+)?(?<made>[\w."]+)|alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?<from>[\w."]+)\s+rename\s+to\s+(?<to>[\w"]+)|drop\s+table\s+(?:if\s+exists\s+)?(?<dropped>[\w."]+(?:\s*,\s*[\w."]+)*))/gi;

/**
 * The tables of `public` that migrations make, by their text: without a database, and also if a
 * draft among them does not parse yet. A table made within a DO block counts.
 */
export function madeTables(migrations: readonly Pick<MigrationFile, 'text'>[]): Set<string> {
  const tables = new Set<string>();
  for (const { text } of migrations) {
    for (const { groups = {} } of withoutComments(text).matchAll(statement)) {
      const [made, from, to] = [groups['made'], groups['from'], groups['to']].map(nameOf);
      if (made !== undefined) tables.add(made);
      if (from !== undefined && to !== undefined && tables.delete(from)) tables.add(to);
      for (const dropped of groups['dropped']?.split(',') ?? []) {
        tables.delete(nameOf(dropped) ?? '');
      }
    }
  }
  return tables;
}

/** `public."goals"` as `goals`; undefined for a table of another schema. */
function nameOf(written: string | undefined): string | undefined {
  const [, schema = 'public', name] =
    /^(?:(\w+)\.)?(\w+)$/.exec(written?.replaceAll('"', '').trim().toLowerCase() ?? '') ?? [];
  return schema === 'public' ? name : undefined;
}

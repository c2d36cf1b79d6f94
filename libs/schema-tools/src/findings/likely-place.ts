import type { MigrationFile } from '../migrations/migration-files.ts';
import { lineAt, statementsOf } from '../migrations/sql-statements.ts';

/** The names in an object; the last one is its own. */
function namesIn(object: string): string[] {
  return object.split('.').slice(1);
}

/** A name as a whole word; between quotes it may have any characters. */
function nameIn(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w$])${escaped}(?![\w$])`, 'i');
}

/** Whether a text has a name as a word of its own. */
export const mentions = (text: string, name: string) => nameIn(name).test(text);

/** The newest of some files that speaks of an object. */
export function likelyFile(
  object: string,
  files: readonly MigrationFile[],
): MigrationFile | undefined {
  const names = namesIn(object);
  return files.findLast(({ text }) => names.every((name) => mentions(text, name)));
}

/** Where in a file an object is changed: the first statement with its names, or its own name. */
export async function likelyLine(object: string, file: MigrationFile): Promise<number> {
  const names = namesIn(object);
  const statements = await statementsOf(file.text).catch(() => []);
  const found =
    statements.find(({ text }) => names.every((name) => mentions(text, name))) ??
    statements.find(({ text }) => names.length > 0 && mentions(text, names.at(-1) ?? ''));
  if (!found) return 1;
  const own = found.text.search(nameIn(names.at(-1) ?? ''));
  return lineAt(file.text, found.start + Math.max(own, 0));
}

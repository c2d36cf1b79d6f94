import type { MigrationFile } from '../migrations/migration-files.ts';
import { lineAt, statementsOf } from '../migrations/sql-statements.ts';

/** The names in an object's name; the last one is its own. */
function namesIn(object: string): string[] {
  return object.split('.').slice(1);
}

/** A name as a whole word. Between quotes it may contain any characters. */
function nameIn(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w$])${escaped}(?![\w$])`, 'i');
}

/** Whether a text contains a name as a whole word. */
export const mentions = (text: string, name: string) => nameIn(name).test(text);

/** The newest of some files that mentions an object. */
export function likelyFile(
  object: string,
  files: readonly MigrationFile[],
): MigrationFile | undefined {
  const names = namesIn(object);
  return files.findLast(({ text }) => names.every((name) => mentions(text, name)));
}

/**
 * The place in a file where an object changes: the first statement with its names, or its own name.
 */
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

import { ToolError } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';
import type { MigrationFile } from './migration-files.ts';

/**
 * The blanks that the frames of new migrations leave to the author. They are in capitals, which our
 * SQL never uses.
 */
export const blanks = {
  table: '<TABLE>',
  owner: '<OWNER>',
  column: '<COLUMN>',
  columns: '<COLUMNS>',
  name: '<NAME>',
  type: '<TYPE>',
  arguments: '<ARGUMENTS>',
  condition: '<CONDITION>',
  statements: '<STATEMENTS>',
  onDelete: '<CASCADE OR RESTRICT>',
  purpose: '<WHAT IT IS FOR>',
  content: '<WHAT IT HOLDS, WITH UNITS>',
} as const;

/** A blank of a frame that nobody has filled in. */
export interface Blank {
  /** Line of the file, from 1. */
  readonly line: number;
  /** Such as `<CONDITION>`. */
  readonly text: string;
}

/** The blanks of a migration in order, each once per line. Comments are ignored. */
export function findBlanks(text: string): Blank[] {
  return text.split('\n').flatMap((content, index) => {
    if (content.trimStart().startsWith('--')) return [];
    const found = Object.values(blanks).filter((blank) => content.includes(blank));
    return found
      .toSorted((a, b) => content.indexOf(a) - content.indexOf(b))
      .map((blank) => ({ line: index + 1, text: blank }));
  });
}

/** Throws a ToolError with the blanks of the first file that has any. */
export function refuseBlanks(files: readonly Pick<MigrationFile, 'path' | 'text'>[]): void {
  for (const { path, text } of files) {
    const found = findBlanks(text);
    const [first] = found;
    if (!first) continue;
    throw new ToolError(
      `${shortPath(path)}:${first.line} is not filled in:\n\n${describeBlanks(found)}`,
      { next: `Replace each with SQL, or delete ${shortPath(path)}.` },
    );
  }
}

/** A line for each line of a file with blanks: `  12 | <TABLE> <CONDITION>`. */
export function describeBlanks(found: readonly Blank[]): string {
  const width = String(found.at(-1)?.line ?? '').length;
  const lines = [...new Set(found.map(({ line }) => line))];
  return lines
    .map((line) => {
      const texts = found.filter((blank) => blank.line === line).map(({ text }) => text);
      return `  ${String(line).padStart(width)} | ${texts.join(' ')}`;
    })
    .join('\n');
}

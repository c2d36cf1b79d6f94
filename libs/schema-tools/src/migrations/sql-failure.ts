import { ToolError } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';
import { leadingRemarks, lineAt, splitStatements } from './sql-statements.ts';

/** The place and reason of a failed statement in a file. */
export interface SqlFailure {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Postgres's own words. */
  readonly words: string;
  /** The range of the failing statement: characters from the file's start. */
  readonly from: number;
  readonly to: number;
  /** The place of the error, if Postgres gave one. */
  readonly at?: number | undefined;
}

/** The most lines of a failing statement to show. */
const shownLines = 8;

/** The failure as an error: file and line, Postgres's words, and the statement with its lines numbered. */
export function sqlError(failure: SqlFailure, next: string): ToolError {
  const { path, text, words, from, to, at } = failure;
  const first = lineAt(text, from);
  const failing = at === undefined ? first : lineAt(text, at);
  const last = Math.max(failing, Math.min(lineAt(text, to), first + shownLines - 1));
  const width = String(last).length;
  const shown: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const number = index + 1;
    // for a long statement: its beginning, and the lines up to the error
    if (number < Math.max(first, last - shownLines + 1) || number > last) continue;
    const mark = number === failing ? '>' : ' ';
    shown.push(`${mark} ${String(number).padStart(width)} | ${line}`);
    if (number === failing && at !== undefined) {
      const column = at - (text.lastIndexOf('\n', at - 1) + 1);
      shown.push(`  ${' '.repeat(width)} | ${' '.repeat(column)}^`);
    }
  }
  return new ToolError(`${shortPath(path)}:${failing}\n${words}\n\n${shown.join('\n')}`, { next });
}

/**
 * Finds the failing statement of a migration in the Supabase CLI's message. The message has
 * Postgres's words, then `At statement: <number from 0>`, then the statement. If Postgres gave a
 * position, the statement ends after that line, with a caret below it.
 *
 * Undefined if the message has another form; then it is shown unchanged.
 */
export async function readCliFailure(
  cliWords: string,
  path: string,
  text: string,
): Promise<SqlFailure | undefined> {
  const [words, rest] = cliWords.split('\nAt statement: ');
  if (words === undefined || rest === undefined) return undefined;
  const lines = rest.split('\n');
  const index = Number(lines.shift());
  const caret = /^\s*\^$/.test(lines.at(-1) ?? '') ? lines.pop() : undefined;
  const shown = lines.join('\n');
  const start = await positionOf(shown, index, text);
  if (start === undefined) return undefined;
  const to = start + shown.length;
  const lastLine = start + shown.lastIndexOf('\n') + 1;
  return {
    path,
    text,
    words,
    from: start + leadingRemarks(shown),
    to,
    at: caret === undefined ? undefined : lastLine + caret.length - 1,
  };
}

/** Where the statement with this number and beginning is in the file. */
async function positionOf(shown: string, index: number, text: string): Promise<number | undefined> {
  const first = text.indexOf(shown);
  if (first === -1) return undefined;
  if (!text.includes(shown, first + 1)) return first;
  // the same text is in the file twice: the parser knows which is number `index`
  const statements = await splitStatements(text).catch(() => []);
  const start = statements[index]?.start;
  if (start === undefined) return first;
  const found = text.lastIndexOf(shown, start);
  return found === -1 ? first : found;
}

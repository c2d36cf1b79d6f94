import { parse, type Node, type ParseResult } from 'libpg-query';

/** A statement of a file, by Postgres's own parser. */
export interface SqlStatement {
  /** The text from its first word to its last, without the semicolon. */
  readonly text: string;
  /** The position of its first word in the file: characters from its start. */
  readonly start: number;
}

/** A statement with its parse tree from Postgres's parser. */
export interface ParsedStatement extends SqlStatement {
  readonly tree: Node;
}

/** Splits SQL into statements. Rejects with Postgres's message for a syntax error. */
export async function splitStatements(sql: string): Promise<SqlStatement[]> {
  return (await statementsOf(sql)).map(({ text, start }) => ({ text, start }));
}

/** Parses SQL, statement by statement. Rejects with Postgres's message for a syntax error. */
export async function statementsOf(sql: string): Promise<ParsedStatement[]> {
  const bytes = Buffer.from(sql, 'utf8');
  // the package types its answer as any
  const { stmts = [] }: ParseResult = await parse(sql);
  let [counted, characters] = [0, 0];
  return stmts.flatMap(({ stmt: tree, stmt_location: location = 0, stmt_len: length }) => {
    if (!tree) return [];
    characters += bytes.subarray(counted, location).toString('utf8').length;
    counted = location;
    // the parser counts bytes, and a statement begins at the end of the previous one
    const end = length ? location + length : bytes.length;
    const raw = bytes.subarray(location, end).toString('utf8');
    const skipped = leadingRemarks(raw);
    return {
      text: raw.slice(skipped).trimEnd().replace(/;$/, ''),
      start: characters + skipped,
      tree,
    };
  });
}

/** The number of characters of blank space and comments before the first word. */
export function leadingRemarks(sql: string): number {
  return /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0].length ?? 0;
}

/** Replaces each comment in a text with a blank, even inside a string. It parses nothing. */
export function withoutComments(sql: string): string {
  return sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

/** The line of a position, counted from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

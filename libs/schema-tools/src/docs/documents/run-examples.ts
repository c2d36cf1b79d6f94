import pg from 'pg';
import { lineAt } from '../../migrations/sql-statements.ts';
import { everyToken } from './parse.ts';
import type { MarkdownDocument } from './read-documents.ts';

/** A runnable SQL example of a document. */
interface Example {
  readonly place: string;
  readonly sql: string;
  /** The expected rows as text; undefined if any are right. */
  readonly gives?: readonly string[];
  /** The expected SQLSTATE. */
  readonly refused?: string;
}

/** The blocks of documents that begin with `sql run`. */
export function examplesIn(documents: readonly MarkdownDocument[]): Example[] {
  return documents.flatMap(({ path, text, blocks }) =>
    everyToken(blocks).flatMap((token): Example[] => {
      if (token.type !== 'code' || !/^sql\s+run$/.test(token.lang ?? '')) return [];
      const said = (word: string) =>
        Array.from(token.text.matchAll(new RegExp(`^-- ${word}: (.*)$`, 'gm')), ([, one = '']) =>
          one.trim(),
        );
      const [gives, [refused]] = [said('gives'), said('refused')];
      return [
        {
          place: `${path}:${lineAt(text, text.indexOf(token.raw))}`,
          sql: token.text,
          ...(gives.length > 0 && { gives }),
          ...(refused !== undefined && { refused }),
        },
      ];
    }),
  );
}

/**
 * Runs examples, each in a transaction that is rolled back.
 *
 * @returns the differences from the documents, as `docs/a.md:12: …`
 */
export async function runExamples(
  client: pg.ClientBase,
  examples: readonly Example[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const example of examples) {
    await client.query('begin');
    const found = await outcomeOf(client, example.sql);
    await client.query('rollback');
    const expected = example.refused ?? example.gives?.join('\n');
    const isRight =
      example.refused === undefined
        ? found.refused === undefined && (expected === undefined || expected === found.words)
        : found.refused === example.refused;
    if (!isRight) faults.push(`${example.place}: ${found.refused ?? 'gives'}: ${found.words}`);
  }
  return faults;
}

async function outcomeOf(
  client: pg.ClientBase,
  sql: string,
): Promise<{ words: string; refused?: string }> {
  try {
    const results = await client.query<(string | null)[]>({
      text: sql,
      rowMode: 'array',
      types: { getTypeParser: () => String },
    });
    const last = [results].flat().at(-1);
    return { words: (last?.rows ?? []).map((row) => row.join(' | ')).join('\n') };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { refused: error.code ?? '', words: error.message };
  }
}

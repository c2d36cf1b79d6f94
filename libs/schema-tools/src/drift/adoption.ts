import { ToolError } from '@parakeet/command-kit';
import type pg from 'pg';
import { tryMigration } from '../migrations/try-migration.ts';
import { statementsOf } from '../migrations/sql-statements.ts';
import { keyOf, type Drift } from './drift.ts';
import type { Expected } from './expected.ts';
import { tryStatements } from './formatting.ts';
import { adoptingOrder, adoptingStatements } from './adopt/statements.ts';

/** The migration that gives the files' schema the database's state, as far as possible. */
export interface Adoption {
  readonly text: string;
  readonly adopted: readonly Drift[];
  readonly refused: readonly { readonly drift: Drift; readonly reason: string }[];
}

/**
 * Writes the migration that adopts drifts. It tries each on the files' database, in a transaction
 * that is rolled back. A failed one is tried again after the others, because it may need them.
 */
export async function planAdoption(
  drifts: readonly Drift[],
  { client }: Expected,
): Promise<Adoption> {
  const adopted: Drift[] = [];
  let waiting = adoptingOrder(drifts);
  let reasons = new Map<Drift, string>();
  await client.query('begin');
  try {
    for (let before = waiting.length + 1; waiting.length < before;) {
      before = waiting.length;
      reasons = new Map();
      for (const drift of waiting) {
        const reason = await tryStatements(client, drift);
        if (reason === undefined) adopted.push(drift);
        else reasons.set(drift, reason);
      }
      waiting = waiting.filter((drift) => reasons.has(drift));
    }
  } finally {
    await client.query('rollback');
  }
  return {
    text: textOf(adopted),
    adopted,
    refused: Array.from(reasons, ([drift, reason]) => ({ drift, reason })),
  };
}

function textOf(drifts: readonly Drift[]): string {
  const blocks = drifts.map((drift) => {
    const what =
      drift.is === 'changed' ? drift.differences.map(({ fact }) => fact).join(', ') : drift.is;
    const statements = adoptingStatements(drift).map((statement) => `${statement};\n`);
    return `\n-- ${keyOf(drift)}: ${what.replaceAll('\n', ' ')}\n${statements.join('')}`;
  });
  return (
    '-- Adopts what a database has that no migration made. Where it is so already, nothing\n' +
    '-- changes: each statement can be run again.\n' +
    blocks.join('')
  );
}

/**
 * Proves the migration. Applied after the files, and once more, it leaves only the refused drifts.
 *
 * @param drift compares the database with the result of the files and the migration
 * @throws ToolError with the remaining drifts
 */
export async function proveAdoption(
  { text, refused }: Adoption,
  { files, client, server }: Expected,
  options: {
    readonly name: string;
    readonly signal: AbortSignal;
    readonly drift: () => Promise<readonly Drift[]>;
  },
): Promise<void> {
  const url = server.ownerUrl(databaseNameOf(client));
  const failure = await tryMigration(url, files, { name: options.name, text }, options);
  if (failure) throw unproved(failure.message);
  const known = new Set(refused.map(({ drift }) => keyOf(drift)));
  for (const time of ['applied', 'applied twice']) {
    if (time !== 'applied')
      for (const statement of await statementsOf(text)) await client.query(statement.text);
    const left = (await options.drift()).filter((drift) => !known.has(keyOf(drift)));
    if (left.length > 0) {
      throw unproved(
        left
          .map(
            (drift) =>
              `${time}, it leaves ${keyOf(drift)}: ${drift.differences
                .filter(({ there, should }) => there !== should)
                .map(({ fact }) => fact)
                .join(', ')}`,
          )
          .join('\n'),
      );
    }
  }
}

const databaseNameOf = (client: pg.Client) => client.database ?? '';

function unproved(words: string): ToolError {
  return new ToolError(`The migration would be wrong, so it was not written.\n${words}`, {
    next: 'Write it by hand: the drift is listed above.',
  });
}

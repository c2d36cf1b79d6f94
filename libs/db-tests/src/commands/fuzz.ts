import { randomInt } from 'node:crypto';
import { styleText } from 'node:util';
import {
  buildDatabase,
  count,
  readMigrationFiles,
  runCommand,
  seconds,
  UsageError,
  workspaceRoot,
} from '@parakeet/db-schema';
import { chooseEngine, ToolError, withClient } from '@parakeet/local-supabase';
import { contractColumns } from '../contracts/fuzz/columns.ts';
import { describeDisagreement } from '../contracts/fuzz/describe.ts';
import { fuzzColumn } from '../contracts/fuzz/fuzz.ts';
import { contractCheck, createJudge } from '../contracts/fuzz/judge.ts';
import { greatestSeed, readWholeNumber } from '../contracts/fuzz/seed.ts';
import schema from './fuzz.schema.json' with { type: 'json' };

/** How often the progress is said, in milliseconds. */
const progressEvery = 5000;

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const documents = wholeNumber('documents', 1, 1_000_000_000) ?? 20_000;
  const seed = wholeNumber('seed', 0, greatestSeed) ?? randomInt(greatestSeed);
  const columns = chosenColumns(options.text('column'));
  const engine = chooseEngine({
    workspace: workspaceRoot,
    engine: options.text('engine'),
    report: step,
  });
  const server = await engine.throwaway();
  try {
    const database = server.databaseName('fuzz');
    await buildDatabase(server, database, await readMigrationFiles(), { signal });
    step(`seed ${seed}, ${count(documents, 'document')} for each of ${columns.length}`);
    await withClient(server.ownerUrl(database), async (client) => {
      for (const column of columns) {
        const check = await contractCheck(client, column.table, column.column);
        const judge = await createJudge(client, column.column, check);
        const { tried, accepted, disagreement } = await fuzzColumn(column, judge, {
          documents,
          seed,
          signal,
          onProgress: progress(column.name),
        });
        if (disagreement) {
          throw new ToolError(
            `${describeDisagreement(column, disagreement)}\n(document ${tried} of seed ${seed})`,
          );
        }
        const share = ((100 * accepted) / tried).toFixed(0);
        process.stdout.write(
          `${styleText('green', '✔')} ${column.name.padEnd(35)} one verdict on ${count(tried, 'document')}, ${share} % of them valid\n`,
        );
      }
    });
    process.stdout.write(`  seed ${seed}, ${seconds(performance.now() - began)}\n`);
  } finally {
    await server.stop();
  }

  function wholeNumber(name: 'documents' | 'seed', least: number, most: number) {
    const text = options.text(name);
    if (text === undefined) return undefined;
    const number = readWholeNumber(text, least, most);
    if (number !== undefined) return number;
    throw new UsageError(
      `--${name} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`,
      { next: 'npx nx run db-tests:fuzz --help shows the options.' },
    );
  }

  function progress(name: string): (tried: number) => void {
    const start = performance.now();
    let said = start;
    return (tried) => {
      const now = performance.now();
      if (now - said < progressEvery) return;
      said = now;
      const rate = Math.round((1000 * tried) / (now - start));
      step(`${name}: ${tried} of ${documents}, ${rate} a second`);
    };
  }
});

function chosenColumns(name: string | undefined) {
  if (name === undefined) return contractColumns;
  const chosen = contractColumns.filter((column) => column.name === name);
  if (chosen.length > 0) return chosen;
  throw new UsageError(`there is no JSONB column ${JSON.stringify(name)} with a contract`, {
    next: `There are:\n${contractColumns.map((column) => `  ${column.name}`).join('\n')}`,
  });
}

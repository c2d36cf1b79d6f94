import { randomInt } from 'node:crypto';
import { styleText } from 'node:util';
import { count, seconds, ToolError, UsageError, workspaceRoot } from '@parakeet/command-kit';
import { buildDatabase, readMigrationFiles } from '@parakeet/schema-tools';
import { runCommand, withClient, withThrowaway } from '@parakeet/local-supabase';
import {
  contractSubjects,
  type ContractColumn,
  type ContractDomain,
} from '@parakeet/db-harness/contract-columns';
import { allShapes, judgeOfShape, makeShapes } from '../contracts/fuzz/compiled-shapes.ts';
import { describeDisagreement } from '../contracts/fuzz/describe.ts';
import { fuzzContract } from '../contracts/fuzz/fuzz.ts';
import { contractCheck, createJudge } from '../contracts/fuzz/judge.ts';
import { greatestSeed } from '../contracts/fuzz/seed.ts';
import { isShape, type Shape } from '../contracts/fuzz/shape.ts';
import schema from './fuzz.schema.json' with { type: 'json' };

/** Milliseconds between two reports of progress. */
const progressEvery = 5000;

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const documents = options.wholeNumber('documents', 1, 1_000_000_000) ?? 20_000;
  const seed = options.wholeNumber('seed', 0, greatestSeed) ?? randomInt(greatestSeed);
  const all = options.flag('shapes') ? allShapes : contractSubjects;
  const subjects = chosenSubjects(all, options.text('column'));
  const choice = { workspace: workspaceRoot, engine: options.text('engine'), report: step };
  await withThrowaway(choice, async (server) => {
    const database = server.databaseName('fuzz');
    await buildDatabase(server, database, await readMigrationFiles(), { signal });
    step(
      `seed ${seed}, ${count(documents, 'document')} for each of ${count(subjects.length, 'contract')}`,
    );
    await withClient(server.ownerUrl(database), async (client) => {
      if (options.flag('shapes')) await makeShapes(client);
      for (const subject of subjects) {
        const judge = isShape(subject)
          ? await judgeOfShape(client, subject.name)
          : await createJudge(client, await contractCheck(client, subject));
        const { tried, accepted, disagreement } = await fuzzContract(subject, judge, {
          documents,
          seed,
          storableOnly: isShape(subject),
          signal,
          onProgress: progress(subject.name),
        });
        if (disagreement) {
          throw new ToolError(
            `${describeDisagreement(subject, disagreement)}\n(document ${tried} of seed ${seed})`,
          );
        }
        const share = ((100 * accepted) / tried).toFixed(0);
        process.stdout.write(
          `${styleText('green', '✔')} ${subject.name.padEnd(35)} one verdict on ${count(tried, 'document')}, ${share} % of them valid\n`,
        );
      }
    });
    process.stdout.write(`  seed ${seed}, ${seconds(performance.now() - began)}\n`);
  });

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

type Subject = ContractColumn | ContractDomain | Shape;

function chosenSubjects(subjects: readonly Subject[], name: string | undefined) {
  if (name === undefined) return subjects;
  const chosen = subjects.filter((subject) => subject.name === name);
  if (chosen.length > 0) return chosen;
  throw new UsageError(`there is no contract of ${JSON.stringify(name)}`, {
    next: `There are:\n${subjects.map((subject) => `  ${subject.name}`).join('\n')}`,
  });
}

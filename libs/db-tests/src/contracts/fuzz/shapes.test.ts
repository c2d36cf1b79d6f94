import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allShapes, judgeOfShape, makeShapes } from './compiled-shapes.ts';
import { describeDisagreement } from './describe.ts';
import { fuzzContract } from './fuzz.ts';
import { seedOfThisRun, documentsOfThisRun } from './seed.ts';
import * as shapes from './shapes.ts';

const seed = seedOfThisRun();
/** A small part: there are many shapes. The command `db-tests:fuzz --shapes` tries any number. */
const documents = Math.ceil(documentsOfThisRun() / 15);

let database: RunDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createRunDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await makeShapes(client);
});
afterAll(async () => {
  await client.end();
  await dropRunDatabase(database);
});

describe(`Zod and Postgres give the same verdict on ${documents} documents of`, () => {
  it.each(allShapes)('$name', async ({ name, contract }) => {
    const judge = await judgeOfShape(client, name);
    const report = await fuzzContract({ name, contract }, judge, {
      documents,
      seed,
      storableOnly: true,
    });
    if (report.disagreement) {
      expect.fail(describeDisagreement({ name, contract }, report.disagreement));
    }
    expect(report.tried).toBe(documents);
  });
});

describe('a document of the greatest depth gets a verdict, with rounded numbers', () => {
  const tree = (levels: number, leaf: string) => {
    // the object and the list around it count as two levels
    const pairs = Math.floor((levels - 1) / 2);
    return `${'{"nodes":['.repeat(pairs)}{"value":${leaf}}${']}'.repeat(pairs)}`;
  };
  const chain = (levels: number, weight: string) =>
    `${`{"weight":1,"next":`.repeat(levels - 1)}{"weight":${weight}}${'}'.repeat(levels - 1)}`;
  it.each([
    ['DeepTree', shapes.DeepTree, tree, 99],
    ['DeepChain', shapes.DeepChain, chain, 100],
  ] as const)('%s', async (name, contract, deep, levels) => {
    const texts: readonly (readonly [string, boolean])[] = [
      [deep(levels, '1'), true],
      [deep(levels, '1.05000000000000000001'), true],
      [deep(levels, '1.06'), false],
      [deep(levels + 2, '1'), false],
      [`${'['.repeat(4000)}${']'.repeat(4000)}`, false],
    ];
    const judge = await judgeOfShape(client, name);
    const verdicts = await judge(texts.map(([text]) => text));
    expect(verdicts).toEqual(texts.map(([, accepts]) => ({ accepts })));
    for (const [text, accepts] of texts) {
      expect(contract.safeParse(JSON.parse(text)).success).toBe(accepts);
    }
  });
});

describe('finds a function that differs from its contract', () => {
  it.each<[string, (call: string) => string, RegExp]>([
    ['LooseRecord', (call) => `${call} and value - '__proto__' = value`, /"__proto__":/],
    ['AnyBetween', (call) => `${call} and value #>> '{}' ~ '^.{2,4}$'`, /😀|\\ud83d/iu],
    ['Positive', (call) => `${call} or coalesce(value ->> 'a' = '0', false)`, /"a":-?0/],
    ['TupleOptional', (call) => `${call} and jsonb_array_length(value) > 1`, /^\["[^"]*"\]$/],
    ['JsonProperty', (call) => `${call} and value::text !~ '[0-9]{200}'`, /e[+-]?\d{3}|\d{200}/i],
    ['Defaults', (call) => `${call} or value = '{}'`, /^\{\s*\}$/],
  ])('%s', async (name, changed, smallest) => {
    const shape = allShapes.find((one) => one.name === name);
    if (!shape) throw new Error(`there is no shape ${name}`);
    const judge = await judgeOfShape(client, name, changed);
    const options = { documents: 8000, seed: 1, storableOnly: true };
    const { disagreement } = await fuzzContract(shape, judge, options);
    expect(disagreement?.text).toMatch(smallest);
  });
});

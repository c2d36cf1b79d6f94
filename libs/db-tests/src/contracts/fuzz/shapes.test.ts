import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { compileContracts } from '@parakeet/schema-tools';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { fuzzContract, zodVerdict } from './fuzz.ts';
import { createJudge, type Judge } from './judge.ts';
import { seedOfThisRun, shapeDocumentsOfThisRun } from './seed.ts';
import { counterexamples } from './shape-fixtures.ts';
import * as parts from './shape-parts.ts';
import * as shapes from './shapes.ts';

const seed = seedOfThisRun();
const documents = shapeDocumentsOfThisRun();

const entries: readonly (readonly [string, z.ZodType])[] = Object.entries(shapes);

/** The functions of the shapes, and the function that each has. */
const { contracts, functions } = compileContracts({
  schema: 'public',
  columns: { shapes: Object.fromEntries(entries) },
  domains: {},
  names: new Map([...entries, ...Object.entries(parts)].map(([name, one]) => [one, name])),
  presentWhen: {},
  from: 'the shapes',
});

let database: RunDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createRunDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  for (const { sql } of functions) await client.query(sql);
});
afterAll(async () => {
  await client.end();
  await dropRunDatabase(database);
});

function judgeOf(name: string): Promise<Judge> {
  const compiled = contracts.find(({ column }) => column === name);
  if (!compiled) throw new Error(`there is no shape ${name}`);
  const expression = `contracts.${compiled.functionName}(value)`;
  return createJudge(client, { over: 'value', expression });
}

describe(`Zod and Postgres give the same verdict on ${documents} documents of`, () => {
  it.each(entries)('%s', { timeout: 3_000_000 }, async (name, contract) => {
    const judge = await judgeOf(name);
    const report = await fuzzContract({ name, contract }, judge, {
      documents,
      seed,
      storableOnly: true,
    });
    if (report.disagreement) expect.fail(`${name}: ${JSON.stringify(report.disagreement)}`);
    expect(report.tried).toBe(documents);
    // both verdicts are tried, where there are two
    const share = report.accepted / report.tried;
    expect(share).toBeGreaterThan(0.05);
    if (name !== 'Unknown' && name !== 'AnyJson') expect(share).toBeLessThan(0.97);
  });
});

describe('a document as deep as it may be is judged, with numbers that are rounded', () => {
  const tree = (levels: number, leaf: string) => {
    // the object and the list around it are two levels
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
    const judge = await judgeOf(name);
    const verdicts = await judge(texts.map(([text]) => text));
    expect(verdicts).toEqual(texts.map(([, accepts]) => ({ accepts })));
    for (const [text, accepts] of texts) {
      expect(contract.safeParse(JSON.parse(text)).success).toBe(accepts);
    }
  });
});

describe.runIf(Object.keys(counterexamples).length > 0)('what the fuzzer found once', () => {
  it.each(Object.entries(counterexamples))('%s', async (name, texts) => {
    const contract = new Map(entries).get(name);
    if (!contract) throw new Error(`there is no shape ${name}`);
    const judge = await judgeOf(name);
    const verdicts = await judge(texts);
    expect(verdicts.map(({ accepts, raised }) => ({ accepts, raised }))).toEqual(
      texts.map((text) => ({ accepts: zodVerdict(contract, text).accepts, raised: undefined })),
    );
  });
});

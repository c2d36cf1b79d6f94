import { contractErrors, rulesOf } from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { jsonContracts } from './contracts.ts';
import { fixtures } from './fixtures/index.ts';
import { describe, expect, it } from 'vitest';
import type { Documents } from './fixtures/text.ts';

const documentsOf: Readonly<
  Record<string, Readonly<Record<string, { accepts: Documents; refuses: Documents }>>>
> = fixtures;

describe.each(
  Object.entries(jsonContracts).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, contract]): [string, z.ZodType, readonly string[]] => [
      `${table}.${column}`,
      contract,
      Object.values(documentsOf[table]?.[column] ?? {}).flatMap((texts) => Object.values(texts)),
    ]),
  ),
)('%s, compiled', (_, contract, texts) => {
  // strict: it throws where it would leave the contract as it is
  const compiled = z.compile(contract, { strict: true });

  it('says the same of every fixture', () => {
    const say = (schema: z.ZodType) =>
      texts.map((text) => {
        const { data, error } = schema.safeParse(JSON.parse(text));
        return error ? contractErrors(error) : data;
      });
    expect(texts.length).toBeGreaterThan(0);
    expect(say(compiled)).toStrictEqual(say(contract));
  });

  it('keeps its rules and its description', () => {
    expect(rulesOf(compiled)).toEqual(rulesOf(contract));
    expect(compiled.meta()).toEqual(contract.meta());
  });
});

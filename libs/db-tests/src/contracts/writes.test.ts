import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Refusal, useDatabase } from '@parakeet/db-harness';
import { type ContractColumn, contractColumns } from '@parakeet/db-harness/contract-columns';
import { documents } from './fuzz/documents.ts';
import { zodVerdict } from './fuzz/fuzz.ts';
import { seedOfThisRun } from './fuzz/seed.ts';
import { createWriter } from './writes.ts';
import { fixturesOf } from './fuzz/fixtures.ts';

const db = useDatabase();

/** The error for a refused document: the CHECK's, or jsonb's if Postgres cannot read the text. */
async function expectedRefusal({ table, column }: ContractColumn, text: string) {
  const noJsonb = await db.attempt(() => db.query('select $1::text::jsonb', [text]));
  return noJsonb
    ? { code: noJsonb.code, constraint: undefined }
    : { code: '23514', constraint: `${table}_${column}_contract` };
}

function inShort(refusal: Refusal | undefined) {
  return refusal && { code: refusal.code, constraint: refusal.constraint };
}

/**
 * The possible errors of an INSERT. It reads the document as part of a row in JSON. If jsonb
 * refuses it for two reasons (a too large number, \u0000, a too long text), it may report either.
 */
function inAnyOrder(expected: ReturnType<typeof inShort>): unknown {
  if (expected === undefined || expected.constraint !== undefined) return expected;
  return { ...expected, code: expect.stringMatching(/^(?:22003|22P02|22P05|54000)$/) };
}

describe.each(contractColumns)('a row of $name', (column) => {
  it('is accepted and refused as by Zod, in INSERT and UPDATE', async () => {
    const seed = seedOfThisRun();
    const write = await createWriter(db, column);
    const verdicts = new Set<boolean>();
    for (const { text } of fc.sample(documents(column.contract), { numRuns: 60, seed })) {
      const { accepts } = zodVerdict(column.contract, text);
      verdicts.add(accepts);
      const expected = accepts ? undefined : await expectedRefusal(column, text);
      const said = `PARAKEET_FUZZ_SEED=${seed}: ${text.slice(0, 500)}`;
      expect(inShort(await write.update(text)), said).toEqual(expected);
      // in a whole row as JSON, null is SQL's NULL
      if (JSON.parse(text) === null) continue;
      expect(inShort(await write.insert(text)), said).toEqual(inAnyOrder(expected));
    }
    expect(verdicts.size).toBe(2);
  });

  const { accepts, refuses } = fixturesOf(column);

  it.each(Object.entries(accepts))('is accepted with %s', async (_reason, text) => {
    const write = await createWriter(db, column);
    expect(inShort(await write.update(text))).toBeUndefined();
    expect(inShort(await write.insert(text))).toBeUndefined();
  });

  it.each(Object.entries(refuses))('is refused with %s', async (_reason, text) => {
    const write = await createWriter(db, column);
    expect(inShort(await write.update(text))).toEqual(await expectedRefusal(column, text));
  });
});

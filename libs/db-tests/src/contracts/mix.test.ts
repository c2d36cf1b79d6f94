import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ContractSubject, contractSubjects } from '@parakeet/db-harness/contract-columns';
import { toJson } from './fuzz/document.ts';
import { documents, type TriedDocument } from './fuzz/documents.ts';
import { zodVerdict } from './fuzz/fuzz.ts';
import { mutationNames } from './fuzz/mutations.ts';
import { validDocument } from './fuzz/valid-documents.ts';

/** Other tests show that Zod and Postgres agree, so this one needs no Postgres. */
const trials = contractSubjects.map((subject) => ({ ...subject, tried: tryMany(subject) }));

interface Trial extends TriedDocument {
  readonly accepts: boolean;
}

function tryMany({ contract }: ContractSubject): Trial[] {
  return fc
    .sample(documents(contract), { numRuns: 4000, seed: 20_260_105 })
    .map((document) => ({ ...document, accepts: zodVerdict(contract, document.text).accepts }));
}

describe.each(trials)('the documents for $name', ({ contract, tried }) => {
  it('begin with valid ones, and reach each list, key and limit', () => {
    const valid = fc.sample(validDocument(contract), { numRuns: 500, seed: 1 });
    for (const document of valid) {
      expect(zodVerdict(contract, toJson(document))).toEqual({ accepts: true, errors: [] });
    }
  });

  it('are often accepted, and often refused', () => {
    const accepted = tried.filter(({ accepts }) => accepts).length / tried.length;
    expect(accepted).toBeGreaterThan(0.1);
    expect(accepted).toBeLessThan(0.9);
  });

  it('often have one mutation; some of these are valid and some are not', () => {
    const single = tried.filter(
      ({ from, mutations, edit }) =>
        from === 'contract' && mutations.length === 1 && edit === undefined,
    );
    const right = single.filter(({ accepts }) => accepts).length;
    expect(right).toBeGreaterThan(100);
    expect(single.length - right).toBeGreaterThan(100);
  });

  it('are different ones', () => {
    expect(new Set(tried.map(({ text }) => text)).size).toBeGreaterThan(tried.length / 2);
  });

  it('get the same verdict from the compiled contract that an app may use', () => {
    const compiled = z.compile(contract, { strict: true });
    for (const { text, accepts } of tried) {
      expect(zodVerdict(compiled, text).accepts, text).toBe(accepts);
    }
  });

  it('are well-formed Unicode', () => {
    expect(tried.filter(({ text }) => /\p{Surrogate}/u.test(text))).toEqual([]);
  });
});

const all = trials.flatMap(({ tried }) => tried);

it.each(mutationNames)('some documents have %s', (name) => {
  const done = all.filter(({ mutations }) => mutations.length === 1 && mutations[0] === name);
  expect(done.length).toBeGreaterThan(50);
});

it.each(['white space', 'noise'])('the text of some has %s', (edit) => {
  expect(all.filter((document) => document.edit === edit).length).toBeGreaterThan(500);
});

describe('every required kind of change is among them', () => {
  const cases: readonly (readonly [what: string, pattern: RegExp])[] = [
    ['null', /null/],
    ['a list in a list', /\[\[/],
    ['NaN in text', /"NaN"/],
    ['a number past every double', /1e400/],
    ['a number below every double', /1e-400/],
    ['a number with an exponent', /\d[eE][+-]?\d/],
    ['2 to the power of 53, and one', /9007199254740993/],
    ['minus zero', /-0[,}\]]/],
    ['fifty levels', /\[{50}/],
    ['an empty key', /"":/],
    ['a key __proto__', /"__proto__":/],
    ['a key twice', /"(\w+)":[^:]*"\1":/],
    ['a NUL character', /\\u0000/],
    ['half of a surrogate pair', /\\ud83d(?!\\ude00)/],
    ['2000 characters outside of the BMP', /"(?:😀){2000}"/u],
    ['2001 characters outside of the BMP', /"(?:😀){2001}"/u],
    ['a number with more digits than a double has', /\d\.\d{20}/],
    ['a day that February has, and has not', /-02-29"/],
    ['a day that no month has', /-\d\d-32"/],
  ];

  it.each(cases)('%s', (_what, pattern) => {
    expect(all.some(({ text }) => pattern.test(text))).toBe(true);
  });

  it.each([
    ['session_logs.actual_sets', 200, 201],
    ['warmup_configs.custom_steps', 20, 21],
  ])('%s: a list of %i, and of one more', (name, ...lengths) => {
    const tried = trials.find((trial) => trial.name === name)?.tried ?? [];
    const found = new Set(
      tried.map(({ text }) => {
        const value: unknown = JSON.parse(text);
        return Array.isArray(value) ? value.length : undefined;
      }),
    );
    for (const length of lengths) expect(found).toContain(length);
  });

  it('recovery_snapshots.raw_payload: 256 KiB, and a byte more', () => {
    const tried = trials.find(({ name }) => name === 'recovery_snapshots.raw_payload')?.tried ?? [];
    const large = tried.filter(({ from }) => from === 'most bytes');
    expect(new Set(large.map(({ accepts }) => accepts)).size).toBe(2);
  });
});

import { contractSubjects } from '@parakeet/db-harness/contract-columns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allShapes } from './compiled-shapes.ts';
import { documents } from './documents.ts';
import { zodVerdict } from './fuzz.ts';

/** Shapes that accept every document. */
const acceptsAll = new Set(['Unknown', 'AnyJson']);

// With a fixed seed: a random one may miss a limit by chance.
describe('valid and invalid documents are both frequent', () => {
  it.each([...contractSubjects, ...allShapes])('$name', ({ name, contract }) => {
    const tried = fc.sample(documents(contract), { numRuns: 300, seed: 1 });
    const accepted = tried.filter(({ text }) => zodVerdict(contract, text).accepts);
    const share = accepted.length / tried.length;
    expect(share).toBeGreaterThan(0.1);
    if (!acceptsAll.has(name)) expect(share).toBeLessThan(0.9);
  });
});

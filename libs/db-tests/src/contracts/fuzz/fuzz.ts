import { contractErrors } from '@parakeet/db-types';
import fc from 'fast-check';
import type * as z from 'zod';
import { type ContractSubject } from '@parakeet/db-harness/contract-columns';
import { documents, type TriedDocument } from './documents.ts';
import type { Judge, PostgresVerdict } from './judge.ts';

/** Documents in a statement. While Postgres checks some, the next are made. */
export const batchSize = 2000;

export interface FuzzOptions {
  /** How many documents to try. */
  readonly documents: number;
  /** The start of the documents: the same seed makes the same documents. */
  readonly seed: number;
  /** Whether to skip documents that jsonb cannot hold. Otherwise Zod must refuse them too. */
  readonly storableOnly?: boolean;
  readonly signal?: AbortSignal;
  /** Gets the number of tried documents after each batch. */
  readonly onProgress?: (tried: number) => void;
}

/** The result of a run, and statistics about its documents. */
export interface FuzzReport {
  readonly tried: number;
  readonly accepted: number;
  /** The first document with different verdicts of Zod and Postgres. The run ended there. */
  readonly disagreement?: Disagreement;
}

/** A document with different verdicts, as small as possible. */
export interface Disagreement {
  readonly text: string;
  readonly zod: ZodVerdict;
  readonly postgres: PostgresVerdict;
  /** The changes that made it from a valid document. */
  readonly mutations: readonly string[];
  /** A run with this seed begins with its batch. */
  readonly seed: number;
}

export interface ZodVerdict {
  readonly accepts: boolean;
  /** What is wrong with the document, in sentences. */
  readonly errors: readonly string[];
}

/** Makes documents for a contract, and lets Zod and Postgres judge each. */
export async function fuzzContract(
  { contract }: ContractSubject,
  judge: Judge,
  { documents: asked, seed, storableOnly = false, signal, onProgress }: FuzzOptions,
): Promise<FuzzReport> {
  const agree: Agree = (zod, postgres) =>
    (storableOnly && postgres?.notJsonb !== undefined) || agreeOnAll(zod, postgres);
  const arbitrary = documents(contract);
  // each batch has its own seed, so it can be repeated without the batches before
  const makeBatch = (number: number) => {
    const size = Math.min(batchSize, asked - number * batchSize);
    return size <= 0 ? [] : fc.sample(arbitrary, { numRuns: size, seed: seed + number });
  };
  let tried = 0;
  let accepted = 0;
  let batch = makeBatch(0);
  for (let number = 0; batch.length > 0; number += 1) {
    signal?.throwIfAborted();
    const judged = judge(batch.map(({ text }) => text));
    const verdicts = batch.map(({ text }) => zodVerdict(contract, text));
    const next = makeBatch(number + 1);
    const answers = await judged;
    const found = verdicts.findIndex((zod, index) => !agree(zod, answers[index]));
    if (found !== -1) {
      const disagreement = await shrink(
        { arbitrary, contract, judge, agree },
        seed + number,
        found,
      );
      return { tried: tried + found + 1, accepted, disagreement };
    }
    accepted += verdicts.filter(({ accepts }) => accepts).length;
    tried += batch.length;
    onProgress?.(tried);
    batch = next;
  }
  return { tried, accepted };
}

/** Zod's verdict on a document after a client has parsed it. */
export function zodVerdict(contract: z.ZodType, text: string): ZodVerdict {
  const { error } = contract.safeParse(JSON.parse(text));
  return error ? { accepts: false, errors: contractErrors(error) } : { accepts: true, errors: [] };
}

type Agree = (zod: ZodVerdict, postgres: PostgresVerdict | undefined) => boolean;

function agreeOnAll(zod: ZodVerdict, postgres: PostgresVerdict | undefined): boolean {
  if (!postgres) throw new Error('Postgres gave fewer verdicts than it got documents');
  return postgres.raised === undefined && zod.accepts === postgres.accepts;
}

interface Subject {
  readonly arbitrary: fc.Arbitrary<TriedDocument>;
  readonly contract: z.ZodType;
  readonly judge: Judge;
  readonly agree: Agree;
}

/**
 * Shrinks a document with fast-check. fast-check shrinks single documents, not batches. So it
 * repeats only the failed one, from its seed and index, and then tries one document at a time.
 */
async function shrink(
  { arbitrary, contract, judge, agree }: Subject,
  seed: number,
  index: number,
): Promise<Disagreement> {
  const postgresVerdict = async (text: string) => {
    const [verdict] = await judge([text]);
    if (!verdict) throw new Error('Postgres gave no verdict');
    return verdict;
  };
  const { counterexample } = await fc.check(
    fc.asyncProperty(arbitrary, async ({ text }) =>
      agree(zodVerdict(contract, text), await postgresVerdict(text)),
    ),
    { seed, path: String(index), numRuns: 1 },
  );
  const [smallest] = counterexample ?? [];
  if (!smallest) {
    throw new Error(`the disagreement on document ${index} of seed ${seed} could not be repeated`);
  }
  return {
    text: smallest.text,
    zod: zodVerdict(contract, smallest.text),
    postgres: await postgresVerdict(smallest.text),
    mutations: smallest.mutations,
    seed,
  };
}

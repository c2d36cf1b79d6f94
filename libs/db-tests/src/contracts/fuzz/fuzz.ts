import { contractErrors } from '@parakeet/db-types';
import fc from 'fast-check';
import type * as z from 'zod';
import { type ContractSubject } from '@parakeet/db-harness/contract-columns';
import { documents, type TriedDocument } from './documents.ts';
import type { Judge, PostgresVerdict } from './judge.ts';

/** Documents in a statement; while Postgres looks at some, the next are made. */
export const batchSize = 2000;

export interface FuzzOptions {
  /** How many documents to try. */
  readonly documents: number;
  /** Where the documents begin: the same seed makes the same documents. */
  readonly seed: number;
  /** Documents that no jsonb is made of are passed over; if not, Zod has to refuse them too. */
  readonly storableOnly?: boolean;
  readonly signal?: AbortSignal;
  /** Told after each batch how many documents were tried. */
  readonly onProgress?: (tried: number) => void;
}

/** How a run ended, and of what the documents were. */
export interface FuzzReport {
  readonly tried: number;
  readonly accepted: number;
  /** The first document that Zod and Postgres do not agree on; the run ended there. */
  readonly disagreement?: Disagreement;
}

/** A document that Zod and Postgres do not agree on, as small as could be found. */
export interface Disagreement {
  readonly text: string;
  readonly zod: ZodVerdict;
  readonly postgres: PostgresVerdict;
  /** What was done to a valid document to make it. */
  readonly mutations: readonly string[];
  /** A run with this seed begins with the batch it was found in. */
  readonly seed: number;
}

export interface ZodVerdict {
  readonly accepts: boolean;
  /** What is wrong with the document, in sentences. */
  readonly errors: readonly string[];
}

/** Makes documents for a contract and has Zod and Postgres judge each. */
export async function fuzzContract(
  { contract }: ContractSubject,
  judge: Judge,
  { documents: asked, seed, storableOnly = false, signal, onProgress }: FuzzOptions,
): Promise<FuzzReport> {
  const agree: Agree = (zod, postgres) =>
    (storableOnly && postgres?.notJsonb !== undefined) || agreeOnAll(zod, postgres);
  const arbitrary = documents(contract);
  // a batch has a seed of its own, so that it can be made again without those before it
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

/** Zod's verdict on a document as a client would have read it. */
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
 * Shrinks a document by fast-check's own means. They work on one document after the other and
 * not on batches, so the run is repeated for that one: fast-check makes the document of a seed
 * and an index anew without those before it, and then asks Postgres a document at a time.
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

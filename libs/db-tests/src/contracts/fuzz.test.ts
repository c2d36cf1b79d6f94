import { withClient } from '@parakeet/local-supabase';
import { describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import {
  type ContractColumn,
  type ContractDomain,
  contractSubjects,
} from '@parakeet/db-harness/contract-columns';
import { describeDisagreement } from './fuzz/describe.ts';
import { fuzzContract, type FuzzReport } from './fuzz/fuzz.ts';
import { contractCheck, createJudge } from './fuzz/judge.ts';
import { documentsOfThisRun, seedOfThisRun } from './fuzz/seed.ts';

/** Each run tries other documents. A failure prints the seed that repeats them. */
const seed = seedOfThisRun();
const documents = documentsOfThisRun();

type Subject = ContractColumn | ContractDomain;

/** A run against a CHECK, or against a version of it that a test has changed. */
function run(
  subject: Subject,
  { seed: from, changed }: { seed: number; changed?: (check: string) => string },
): Promise<FuzzReport> {
  return withRunDatabase(({ ownerUrl }) =>
    withClient(ownerUrl, async (client) => {
      const { over, expression } = await contractCheck(client, subject);
      const judge = await createJudge(client, {
        over,
        expression: changed?.(expression) ?? expression,
      });
      // the same documents find the fault, however many a run tries
      const most = changed ? Math.max(documents, 5000) : documents;
      return fuzzContract(subject, judge, { documents: most, seed: from });
    }),
  );
}

function subjectNamed(name: string): Subject {
  const subject = contractSubjects.find((one) => one.name === name);
  if (!subject) throw new Error(`there is no contract of ${name}`);
  return subject;
}

describe(`Zod and Postgres give the same verdict on ${documents} documents`, () => {
  it.each(contractSubjects)('$name', async (subject) => {
    const { tried, disagreement } = await run(subject, { seed });
    if (disagreement) expect.fail(describeDisagreement(subject, disagreement));
    expect(tried).toBe(documents);
  });
});

describe('finds a CHECK that differs from its contract, with a small document', () => {
  const cases: readonly (readonly [
    what: string,
    column: string,
    changed: (check: string) => string,
    smallest: RegExp,
  ])[] = [
    [
      'one that takes one document more',
      'warmup_configs.custom_steps',
      (check) => `${check} or custom_steps = '[]'`,
      /^\[\]$/,
    ],
    [
      'one that takes JSON null',
      'session_logs.actual_sets',
      (check) => `${check} or actual_sets = 'null'`,
      /^null$/,
    ],
    [
      'one that refuses an empty list',
      'sessions.planned_sets',
      (check) => `${check} and planned_sets <> '[]'`,
      /^\[\]$/,
    ],
    [
      'one that is a rep too strict',
      'session_logs.actual_sets',
      (check) => `${check} and not actual_sets @? 'strict $[*] ? (@.reps_completed == 100)'`,
      /^\[\{.{0,80}"reps_completed":100.{0,80}\}\]$/,
    ],
    [
      'one that judges numbers by all their digits',
      'performance_metrics.sets_per_muscle',
      (check) => `${check} and not exists (select from jsonb_each(sets_per_muscle)
                  where jsonb_typeof(value) = 'number' and value::numeric % 0.5 <> 0)`,
      /^\{.{0,60}:\d*\.\d{15,}.{0,40}\}$/,
    ],
    [
      'one that takes a key more',
      'soreness_checkins.ratings',
      (check) => `${check} or case when jsonb_typeof(ratings) = 'object'
         then contracts.soreness_ratings(ratings - '__proto__') else false end`,
      /^\{.{0,40}"__proto__":.{1,40}\}$/,
    ],
    [
      'one that is a level too strict',
      'recovery_snapshots.raw_payload',
      (check) =>
        `${check} and not jsonb_path_exists(raw_payload, 'strict $.**{499}.type() ? (@ == "array")')`,
      // nearly five hundred nested objects or lists
      /(?:\{"[^"]*":|\[){490,500}/,
    ],
    [
      'one that is a byte too strict',
      'recovery_snapshots.raw_payload',
      (check) => `${check} and octet_length(raw_payload::text) <> 262144`,
      /^\{"a":\[\],"b":"x{262126}"\}$/,
    ],
    [
      'one that takes a day that the month has not',
      'program_sessions',
      (check) =>
        `${check} or contracts.program_sessions(
           regexp_replace(value::text, '-02-(29|30|31)"', '-02-28"', 'g')::jsonb)`,
      /^\[\{.{0,250}"planned_date":"\d{4}-02-(29|30|31)".{0,250}\}\]$/,
    ],
    [
      'one that raises an error',
      'formula_configs.overrides',
      (check) =>
        `${check} and (overrides -> 'block2' -> 'heavy' ->> 'pct')::integer is distinct from 0`,
      /^\{"block2":\{"heavy":\{"pct":[\d.]+\}\}\}$/,
    ],
  ];

  it.each(cases)('%s', async (_what, name, changed, smallest) => {
    const subject = subjectNamed(name);
    // the smallest document depends a little on the first one
    const { disagreement } = await run(subject, { seed: 1, changed });
    expect(disagreement?.text).toMatch(smallest);
    if (!disagreement) return;
    const said = describeDisagreement(subject, disagreement);
    expect(said).toContain(`--column=${name} --seed=${disagreement.seed} --documents=2000`);
    expect(said).toMatch(/Zod {7}(accepts|refuses: .+)\n {2}Postgres {2}(accepts|refuses|raises)/);
    expect(said).toMatch(/fixtures\/[a-z-]+\.ts\.$/);
  });
});

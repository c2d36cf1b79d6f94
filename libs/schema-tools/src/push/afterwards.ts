import { styleText } from 'node:util';
import type pg from 'pg';
import { commandLine, count } from '@parakeet/command-kit';
import { withThrowaway, type EngineChoice } from '@parakeet/local-supabase';
import { contractObjects } from '../contracts/index.ts';
import { driftOf } from '../drift/drift-of.ts';
import { withExpected } from '../drift/expected.ts';
import { describedSchemas } from '../facts/described-schemas.ts';
import { readHistory } from '../local/describe.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { findPending } from './pending.ts';
import type { Plan } from './plan/plan.ts';
import { reasonOf } from '../target/target.ts';
import { readLeftovers } from './plan/target-now.ts';

/** The findings on the target after a push, a sentence each. */
export interface Afterwards {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * Checks the target again: the history against the files, the objects of contracts against the
 * plan, and unfinished statements. If the files can run, it also compares every object with their
 * result.
 *
 * @param choice of the throwaway server for the files; undefined without one
 */
export async function lookAfterwards(
  client: pg.ClientBase,
  files: readonly MigrationFile[],
  plan: Plan,
  choice: EngineChoice | undefined,
): Promise<Afterwards> {
  try {
    const { right, wrong } = await look(client, files, plan);
    const drift = choice ? await lookForDrift(client, files, choice) : { right: [], wrong: [] };
    return { right: [...right, ...drift.right], wrong: [...wrong, ...drift.wrong] };
  } catch (cause) {
    // what was applied stays so
    return { right: [], wrong: [`the target could not be checked afterwards: ${reasonOf(cause)}`] };
  }
}

async function look(
  client: pg.ClientBase,
  files: readonly MigrationFile[],
  { contracts }: Plan,
): Promise<Afterwards> {
  const right: string[] = [];
  const wrong: string[] = [];
  const history = await readHistory(client);
  const { pending, refusals } = findPending(files, history);
  if (pending.length + refusals.length === 0) {
    right.push(`the history has ${count(files.length, 'migration')}, equal to the files`);
  }
  wrong.push(...refusals, ...pending.map(({ version, name }) => `${version}_${name} is missing`));
  if (contracts) {
    const there = await contractObjects(client, await describedSchemas(client));
    const differing = [...new Set([...Object.keys(contracts), ...Object.keys(there)])]
      .filter((object) => contracts[object] !== there[object])
      .map((object) => `${object} of a contract differs from the files`);
    wrong.push(...differing);
    const objects = Object.keys(contracts).length;
    if (differing.length === 0 && objects > 0) {
      right.push(`${count(objects, 'object')} of contracts match the files`);
    }
  }
  for (const { says } of await readLeftovers(client)) wrong.push(says);
  return { right, wrong };
}

/** The most objects to name; `diff` names all. */
const namedDrifts = 5;

async function lookForDrift(
  client: pg.ClientBase,
  files: readonly MigrationFile[],
  choice: EngineChoice,
): Promise<Afterwards> {
  const { drifts, compared } = await withThrowaway(choice, (server) =>
    withExpected(server, files, (expected) => driftOf(client, expected, { places: false })),
  );
  if (drifts.length === 0) {
    return { right: [`${count(compared, 'object')} match the files`], wrong: [] };
  }
  const names = drifts.slice(0, namedDrifts).map(({ kind, name }) => `${kind} ${name}`);
  const more = drifts.length > namedDrifts ? ' and others' : '';
  return {
    right: [],
    wrong: [
      `${count(drifts.length, 'object')} not as in the files: ${names.join(', ')}${more}; ` +
        `${commandLine('diff')} shows how`,
    ],
  };
}

export function afterwardsInWords({ right, wrong }: Afterwards): string {
  return (
    right.map((one) => `  ${styleText('green', '✔')} ${one}\n`).join('') +
    wrong.map((one) => `  ${styleText('yellow', '!')} ${one}\n`).join('')
  );
}

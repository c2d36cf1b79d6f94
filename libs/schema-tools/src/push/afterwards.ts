import { styleText } from 'node:util';
import type pg from 'pg';
import { count } from '@parakeet/command-kit';
import { contractObjects } from '../contracts/index.ts';
import { describedSchemas } from '../facts/described-schemas.ts';
import { readHistory } from '../local/describe.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { findPending } from './pending.ts';
import type { Plan } from './plan/plan.ts';
import { reasonOf } from '../target/target.ts';
import { readLeftovers } from './plan/target-now.ts';

/** What a look at the target after a push found: each a sentence. */
export interface Afterwards {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * Looks at the target again: the history against the files, the objects of contracts against those
 * that the plan led to, and what statements may have left undone. `diff` has its place here.
 */
export async function lookAfterwards(
  client: pg.ClientBase,
  files: readonly MigrationFile[],
  plan: Plan,
): Promise<Afterwards> {
  try {
    return await look(client, files, plan);
  } catch (cause) {
    // what was applied stays so
    return { right: [], wrong: [`the target could not be looked at again: ${reasonOf(cause)}`] };
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
    right.push(`the history has ${count(files.length, 'migration')}, as they are in the files`);
  }
  wrong.push(...refusals, ...pending.map(({ version, name }) => `${version}_${name} is missing`));
  if (contracts) {
    const there = await contractObjects(client, await describedSchemas(client));
    const differing = [...new Set([...Object.keys(contracts), ...Object.keys(there)])]
      .filter((object) => contracts[object] !== there[object])
      .map((object) => `${object} of a contract is not what the files make`);
    wrong.push(...differing);
    const objects = Object.keys(contracts).length;
    if (differing.length === 0 && objects > 0) {
      right.push(`${count(objects, 'object')} of contracts are what the files make`);
    }
  }
  for (const { says } of await readLeftovers(client)) wrong.push(says);
  return { right, wrong };
}

export function afterwardsInWords({ right, wrong }: Afterwards): string {
  return (
    right.map((one) => `  ${styleText('green', '✔')} ${one}\n`).join('') +
    wrong.map((one) => `  ${styleText('yellow', '!')} ${one}\n`).join('')
  );
}

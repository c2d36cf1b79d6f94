// Measures what our Database costs an app's compiler, compared with the CLI's own, as ratios taken
// in one run: `npx nx run db-bench:types`. An app sees the built package.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';
import { firstRound, median, ratio, readCounts, row } from '@parakeet/db-harness/measure';

const { rounds } = readCounts({ rounds: [7, 1] });

const generated = join(workspaceRoot, 'libs/db-types/src/generated');
const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

/**
 * The source of an app's `Database`: the text of its database.ts, and the conditions for resolving
 * imports.
 */
const variants = {
  'the CLI’s Database': { database: `export type { Database } from './supabase.ts';` },
  'ours, as built': { database: `export type { Database } from '@parakeet/db-types';` },
  'ours, from its sources': {
    database: `export type { Database } from '@parakeet/db-types';`,
    conditions: ['parakeet-source'],
  },
} as const;

interface Cost {
  /** The number of instantiated types. */
  readonly instantiations: number;
  /** Seconds of checking. */
  readonly check: number;
  /** Seconds in total. */
  readonly total: number;
}

const home = join(workspaceRoot, 'libs/db-bench/.vitest');
await mkdir(home, { recursive: true });
const folder = await mkdtemp(join(home, 'types-'));
try {
  await cp(join(import.meta.dirname, 'types/app.ts'), join(folder, 'app.ts'));
  await cp(join(generated, 'supabase.ts'), join(folder, 'supabase.ts'));
  const costs = new Map<string, Cost[]>(Object.keys(variants).map((name) => [name, []]));
  for (let round = firstRound(rounds); round <= rounds; round += 1) {
    for (const [name, variant] of Object.entries(variants)) {
      const cost = await compile(variant);
      if (round > 0) costs.get(name)?.push(cost);
    }
  }
  const [[first, base] = ['', []], ...others] = [...costs];
  print(first, base);
  for (const [name, found] of others) {
    print(name, found);
    const of = (what: keyof Cost) =>
      ratio(
        found.map((cost) => cost[what]),
        base.map((cost) => cost[what]),
      );
    row('  instantiations', of('instantiations'), 'times');
    row('  check time', of('check'), 'times');
    row('  total time', of('total'), 'times');
  }
} finally {
  await rm(folder, { recursive: true });
}

async function compile(variant: (typeof variants)[keyof typeof variants]): Promise<Cost> {
  await writeFile(join(folder, 'database.ts'), `${variant.database}\n`);
  const options = {
    extends: join(workspaceRoot, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: true,
      skipLibCheck: true,
      customConditions: 'conditions' in variant ? variant.conditions : [],
      types: [],
      // for fetch and related types
      lib: ['ES2024', 'DOM'],
    },
    files: ['app.ts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', folder, '--extendedDiagnostics'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stdout);
  const figure = (name: string) => {
    const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1];
    if (found === undefined) throw new Error(`tsc printed no ${name}:\n${stdout}`);
    return Number(found);
  };
  return {
    instantiations: figure('Instantiations'),
    check: figure('Check time'),
    total: figure('Total time'),
  };
}

function print(name: string, costs: readonly Cost[]): void {
  const instantiations = median(costs.map((cost) => cost.instantiations));
  const check = median(costs.map((cost) => cost.check));
  const total = median(costs.map((cost) => cost.total));
  process.stdout.write(
    `${name}: ${instantiations} instantiations, ${check} s of checking, ${total} s in all\n`,
  );
}

// Measures the reads that must stay fast, on 50,000 and on 500,000 logs, with an unchanged planner:
// `npx nx run db-tests:reads-at-volume`. `--lifters=` changes the larger number. Exits with 1 if a
// read uses the wrong plan.
import { workspaceRoot } from '@parakeet/command-kit';
import { buildDatabase, readMigrationFiles } from '@parakeet/schema-tools';
import { withThrowaway } from '@parakeet/local-supabase';
import { readCounts } from '@parakeet/db-harness/measure';
import { fillForReads, growthFaults, measureReads, type MeasuredReads } from './measure-reads.ts';

const { lifters: most } = readCounts({ lifters: [4000, 20] });
const weeks = 48;
const sizes = [Math.ceil(most / 10), most];

const say = (text: string) => process.stdout.write(`${text}\n`);
await withThrowaway({ workspace: workspaceRoot }, async (server) => {
  const measured: MeasuredReads[] = [];
  for (const lifters of sizes) {
    const name = server.databaseName(`volume_${lifters}`);
    await buildDatabase(server, name, await readMigrationFiles());
    const began = performance.now();
    const logs = await fillForReads(server.ownerUrl(name), {
      lifters,
      weeks,
      onStep: (title, done, all) => process.stderr.write(`· ${done} of ${all}  ${title}\n`),
    });
    const took = ((performance.now() - began) / 1000).toFixed(0);
    say(`${lifters} lifters, ${weeks} weeks: ${logs} logs, made in ${took} s`);
    measured.push(await measureReads(server.ownerUrl(name)));
  }
  const [small = new Map(), large = new Map()] = measured;
  say(
    `\n${'buffers (rows) of a read'.padEnd(50)} ${sizes.map((size) => `${size} lifters`).join('  ')}`,
  );
  for (const name of small.keys()) {
    const figures = measured.map((reads) => {
      const read = reads.get(name);
      return `${read?.buffers} (${read?.rows})`.padEnd(12);
    });
    say(`${name.padEnd(50)} ${figures.join(' ')}`);
  }
  const faults = measured.flatMap((reads, place) =>
    [...reads].flatMap(([name, read]) =>
      read.faults.map((fault) => `${sizes[place]} lifters, ${name}: ${fault}`),
    ),
  );
  faults.push(...growthFaults(small, large));
  for (const fault of faults) say(`✘ ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
});

import { availableParallelism, loadavg } from 'node:os';
import { styleText } from 'node:util';
import { seconds, ToolError, workspaceRoot } from '@parakeet/command-kit';
import { createEmptyDatabase, runCommand, withThrowaway } from '@parakeet/local-supabase';
import { measureUpgrade } from '../upgrade/measure-upgrade.ts';
import { faultsOf, upgradeTable } from '../upgrade/report.ts';
import schema from './upgrades.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const logs = options.wholeNumber('logs', 1, 100_000_000) ?? 500_000;
  const baseline = options.wholeNumber('baseline', 1, 3600) ?? 20;
  const choice = { workspace: workspaceRoot, engine: options.text('engine'), report: step };
  await withThrowaway(choice, async (server) => {
    const name = server.databaseName('upgrade');
    const measured = await measureUpgrade(
      { ownerUrl: await createEmptyDatabase(server, name), adminUrl: server.adminUrl(name) },
      { logs, baseline, signal, report: step },
    );
    const load = loadavg().map((one) => one.toFixed(1));
    process.stdout.write(
      `\nPostgreSQL ${server.version}, ${measured.logs} logs; the machine has ${availableParallelism()} cores and a load of ${load.join(', ')}\n` +
        `Milliseconds: the longest statement of a client while it was pushed (and before that), and of a lock\n` +
        `that keeps writers of its table out.\n\n${upgradeTable(measured)}\n\n`,
    );
    for (const file of measured.unmeasured) {
      process.stdout.write(`not measured: the volume is too new for the step before ${file}\n`);
    }
    const faults = faultsOf(measured);
    if (faults.length > 0) throw new ToolError(faults.join('\n  '));
    process.stdout.write(
      `${styleText('green', '✔')} nobody waited a second more, ${seconds(performance.now() - began)}\n`,
    );
  });
});

import { styleText } from 'node:util';
import { workspaceRoot } from '@parakeet/command-kit';
import { chooseEngine, runCommand } from '@parakeet/local-supabase';
import schema from './stop.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { step }) => {
  const stopped = await chooseEngine({
    workspace: workspaceRoot,
    engine: options.text('engine'),
    report: step,
  }).stop();
  process.stdout.write(
    `${styleText('green', '✔')} ${stopped ? 'stopped; its data is kept' : 'it was not running'}\n`,
  );
});

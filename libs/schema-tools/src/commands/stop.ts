import { styleText } from 'node:util';
import { chooseEngine, runCommand } from '@parakeet/local-supabase';
import { engineChoice } from '../project/engine-choice.ts';
import schema from './stop.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { step }) => {
  const stopped = await chooseEngine(engineChoice(options, step)).stop();
  process.stdout.write(
    `${styleText('green', '✔')} ${stopped ? 'stopped; its data is kept' : 'it was not running'}\n`,
  );
});

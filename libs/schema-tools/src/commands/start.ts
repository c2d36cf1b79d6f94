import { styleText } from 'node:util';
import { commandLine } from '@parakeet/command-kit';
import { chooseEngine, runCommand, withClient } from '@parakeet/local-supabase';
import { addressOf, readHistory } from '../local/describe.ts';
import { engineChoice } from '../project/engine-choice.ts';
import schema from './start.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { step }) => {
  const server = await chooseEngine({
    ...engineChoice(options, step),
    port: options.text('port'),
  }).start();
  const history = await withClient(server.adminUrl(server.database), readHistory);
  process.stdout.write(
    `${styleText('green', '✔')} PostgreSQL ${server.version} (${server.engine}) at ${addressOf(server)}\n`,
  );
  if (history.length === 0) {
    process.stdout.write(`  It is empty so far: ${commandLine('reset')}\n`);
  }
});

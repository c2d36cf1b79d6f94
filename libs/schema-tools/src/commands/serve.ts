import { runCommand } from '@parakeet/local-supabase';
import { serve } from '@parakeet/local-supabase/data-api';
import { engineChoice } from '../project/engine-choice.ts';
import { project } from '../project/project.ts';
import schema from './serve.schema.json' with { type: 'json' };

await runCommand(schema, (options, context) => {
  const choice = { ...engineChoice(options, context.step), port: options.text('db-port') };
  return serve(options, context, choice, project().workdir);
});

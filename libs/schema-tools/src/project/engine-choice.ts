import { workspaceRoot, type GivenOptions } from '@parakeet/command-kit';
import type { EngineChoice } from '@parakeet/local-supabase';
import { project } from './project.ts';

/** A command's engine: from its option `--engine`, the environment, or the config. */
export function engineChoice(
  options: GivenOptions<'engine'>,
  report?: (step: string) => void,
): EngineChoice {
  return {
    workspace: workspaceRoot,
    engine: options.text('engine'),
    usual: project().engine,
    ...(report && { report }),
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { nodeEnvironment, nodeParameters } from './node-command.cjs';

/** The result of a command. */
export interface Outcome {
  /** Exit code; null if a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  /** Standard error: progress and errors. */
  readonly stderr: string;
}

/** A running command. */
export interface RunningTool {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Waits for a text in its output or its progress. */
  says(text: string): Promise<void>;
}

export interface ToolOptions {
  readonly cwd: string;
  /** The command's whole environment, except the variables that Node needs for our sources. */
  readonly environment: NodeJS.ProcessEnv;
  /** The user that runs it, if it is not ours: only root may choose. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Starts a command of the workspace as its Nx target does, without Nx.
 *
 * @param script the command's file, `libs/<project>/src/commands/<name>.ts`
 */
export function startTool(
  script: string,
  parameters: readonly string[],
  options: ToolOptions,
): RunningTool {
  // the output is read here, so it has no colours, even if Nx asks for them
  const { FORCE_COLOR: _, ...environment } = options.environment;
  const child = spawn(process.execPath, [...nodeParameters, script, ...parameters], {
    ...options.user,
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...nodeEnvironment, ...environment, NO_COLOR: '1' },
  });
  let output = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    for (const listener of listeners) listener();
  });
  const outcome = once(child, 'close').then(([code]: (number | null)[]) => ({
    code: code ?? null,
    output,
    stderr,
  }));
  return {
    process: child,
    outcome,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text) || output.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void outcome.then(() => reject(new Error(`ended without printing "${text}":\n${stderr}`)));
      }),
  };
}

/**
 * An error that a person can resolve: what failed, and the next step. Commands print both and exit
 * with `exitCode`. Any other error is a bug, and keeps its stack.
 */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** The next step, in a sentence or a few lines. */
  readonly next: string | undefined;
  /** The exit code of the command. */
  readonly exitCode: number;

  constructor(
    message: string,
    options: { next?: string; cause?: unknown; exitCode?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.next = options.next;
    this.exitCode = options.exitCode ?? 1;
  }
}

/**
 * An error that a person can act on: what failed, and what to do next. Commands print
 * the two and exit with `exitCode`; anything else that is thrown is a defect and keeps its stack.
 */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** What to do next, a sentence or a few lines. */
  readonly next: string | undefined;
  /** Of the command that ends with it. */
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

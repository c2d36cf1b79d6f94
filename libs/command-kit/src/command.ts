import { parseArgs, styleText, type ParseArgsOptionsConfig } from 'node:util';
import { commandLine } from './command-line.ts';
import { noteInterrupt, say } from './say.ts';
import { explainSystemError, type Explanation } from './system-error.ts';
import { ToolError } from './tool-error.ts';
import { readWholeNumber } from './whole-number.ts';
import { loadLocalEnvironment } from './workspace.ts';

/**
 * A command's title, description and options, from its `<name>.schema.json`, which Nx reads too.
 */
export interface CommandSchema {
  readonly title: string;
  readonly description: string;
  readonly properties: Readonly<
    Record<string, { readonly type: string; readonly description?: string }>
  >;
}

/** The given options of a command. */
export interface GivenOptions<Name> {
  /** The value of `--name=value`. */
  text(name: Name): string | undefined;
  /** The values of an option of the type `array`, given as `--name=value`, in order. */
  texts(name: Name): readonly string[];
  /** Whether `--name` was given. */
  flag(name: Name): boolean;
  /**
   * The value of `--name=`, a whole number within limits.
   *
   * @throws UsageError for anything else
   */
  wholeNumber(name: Name, least: number, most: number): number | undefined;
  /**
   * The value of `--name=`, one of some words; by default the first one.
   *
   * @throws UsageError for another word
   */
  oneOf<Word extends string>(name: Name, words: readonly [Word, ...Word[]]): Word;
}

/** Explains an error with an outside cause to a person; undefined for any other. */
export type ExplainFailure = (error: unknown) => Explanation | undefined;

/** The means of a command besides its options. */
export interface CommandContext {
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Reports the current step. */
  readonly step: (text: string) => void;
  /** Sets the text for a second Ctrl-C, which ends the command without waiting; '' for none. */
  readonly lastWords: (text: string) => void;
}

/** Exit code of a command that Ctrl-C ended: 128 + SIGINT, as in shells. */
const interrupted = 130;

/** Signals within this time count as one: Nx sends a SIGTERM after a Ctrl-C in a terminal. */
const sameRequestMs = 1000;

/**
 * Runs a command from the command line. It reads `.env.local` and the options, prints `--help`, and
 * sets the exit code: 0 done, 1 failed (the message says why and what to do), 2 unknown options, 3
 * could not look, 130 interrupted.
 *
 * @param explain explains errors with an outside cause, such as those of the system
 */
export async function runCommand<Schema extends CommandSchema>(
  schema: Schema,
  run: (
    options: GivenOptions<keyof Schema['properties']>,
    context: CommandContext,
  ) => Promise<number | void>,
  explain: ExplainFailure = explainSystemError,
): Promise<void> {
  // Nx may pass on a lone `--`
  const given = process.argv.slice(2).filter((parameter) => parameter !== '--');
  if (given.includes('--help') || given.includes('-h')) {
    process.stdout.write(help(schema));
    return;
  }
  const controller = new AbortController();
  let asked = 0;
  let last = '';
  const onSignal = (signal: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      asked = performance.now();
      if (signal === 'SIGINT') noteInterrupt();
      controller.abort();
    } else if (signal === 'SIGINT' && performance.now() - asked > sameRequestMs) {
      // a second signal: do not wait
      if (last !== '') say(`\n${last}\n`);
      process.exit(interrupted);
    }
  };
  const lastWords = (text: string) => {
    last = text;
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  // a closed terminal or pipe does not end the work
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    loadLocalEnvironment();
    const options = readOptions(schema, given);
    process.exitCode = (await run(options, { signal: controller.signal, step, lastWords })) ?? 0;
  } catch (error) {
    if (controller.signal.aborted) {
      say(`${styleText('yellow', '■')} interrupted\n`);
      process.exitCode = interrupted;
    } else {
      process.exitCode = fail(error, explain);
    }
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

/** The options are not understood: exit code 2. */
export class UsageError extends ToolError {
  override readonly exitCode = 2;
}

function readOptions<Schema extends CommandSchema>(
  schema: Schema,
  given: string[],
): GivenOptions<keyof Schema['properties']> {
  const config: ParseArgsOptionsConfig = {};
  for (const [name, { type }] of optionsOf(schema)) {
    config[name] = { type: type === 'boolean' ? 'boolean' : 'string', multiple: type === 'array' };
  }
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    values = parseArgs({
      args: given,
      options: config,
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause);
    throw new UsageError(message, { cause, next: seeHelp(schema) });
  }
  const text = (name: PropertyKey) => {
    const value = values[String(name)];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    texts(name) {
      const value = values[String(name)];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (name) => values[String(name)] === true,
    wholeNumber(name, least, most) {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = readWholeNumber(value, least, most);
      if (number !== undefined) return number;
      throw new UsageError(
        `--${String(name)} takes a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`,
        { next: seeHelp(schema) },
      );
    },
    oneOf(name, words) {
      const value = text(name) ?? words[0];
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      throw new UsageError(`--${String(name)}=${value} is not known.`, {
        next: `It is one of: ${words.join(', ')}.`,
      });
    },
  };
}

const seeHelp = (schema: CommandSchema) => `${commandLine(schema.title)} --help shows the options.`;

/** The options of a command; `__unparsed__` belongs to Nx. */
function optionsOf(schema: CommandSchema) {
  return Object.entries(schema.properties).filter(([name]) => !name.startsWith('__'));
}

function fail(error: unknown, explain: ExplainFailure): number {
  const mark = styleText('red', '✘');
  if (error instanceof ToolError) {
    process.stderr.write(`${mark} ${error.message}\n`);
    if (error.next !== undefined) process.stderr.write(`\n${error.next}\n`);
    return error.exitCode;
  }
  const explanation = explain(error);
  if (explanation) {
    process.stderr.write(`${mark} ${explanation.message}\n\n${explanation.next}\n`);
    return 1;
  }
  process.stderr.write(
    `${mark} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}

function step(text: string): void {
  say(`${styleText('dim', '·')} ${text}\n`);
}

function help(schema: CommandSchema): string {
  const rows = optionsOf(schema).map(([name, { type, description = '' }]) => [
    type === 'boolean' ? `--${name}` : `--${name}=…`,
    description,
  ]);
  rows.push(['--help', 'shows this']);
  const width = Math.max(...rows.map(([flag = '']) => flag.length));
  return [
    `${commandLine(schema.title)} [options]`,
    '',
    schema.description.replaceAll('. ', '.\n'),
    '',
    ...rows.map(([flag = '', meaning = '']) => `  ${flag.padEnd(width)}  ${meaning}`),
    '',
  ].join('\n');
}

import { stripVTControlCharacters } from 'node:util';
import { ToolError } from '@parakeet/command-kit';
import {
  cliAddress,
  cliError,
  supabase,
  type CliDatabase,
  type CliOptions,
} from './supabase-cli.ts';

/**
 * The additions of one database over another, as SQL, by `supabase db diff`.
 *
 * @param from the address of the other one; a password in it is seen by all users of the machine
 * @throws ToolError with the words of the CLI, if it fails
 */
export async function schemaDifference(
  from: string,
  to: CliDatabase,
  options: Pick<CliOptions, 'workdir' | 'signal'>,
): Promise<string> {
  const result = await supabase(
    ['db', 'diff', '--use-pg-delta', `--from=${from}`, `--to=${cliAddress(to)}`],
    { ...options, named: to },
  );
  if (!result.ok) throw new ToolError(`supabase db diff failed: ${cliError(result)}`);
  const lines = result.output.split('\n').filter((line) => !isRemark(line));
  return lines.join('\n').trim();
}

/**
 * Whether a line of the CLI's SQL is a message for people, because it begins with a bar or a sign.
 * For example, the CLI says that it does not compare privileges on parameters.
 */
function isRemark(line: string): boolean {
  return /^[│▲●◆■]/.test(stripVTControlCharacters(line));
}

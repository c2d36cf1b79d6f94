import type { FunctionChange } from './plan.ts';

const header = `\
-- Brings functions in step with their files in supabase/routines. Written by
-- the command \`functions\`: change the files and run it again.
`;

/** Whether the command `functions` wrote a migration. */
export function isFunctionsMigration(text: string): boolean {
  return text.includes(header);
}

/** The names of the functions that a migration of `functionsMigration` changes. */
export function functionsIn(text: string): string[] {
  const [, listed = ''] = text.split(header);
  const [list = ''] = listed.split('\n\n');
  return [...list.matchAll(/^-- (\w+\.\w+): /gm)].map(([, name = '']) => name);
}

/**
 * The migration for these changes. The Supabase CLI applies it in one transaction, so a client
 * calls either the old function or the new one. Every statement is safe to run twice.
 *
 * @param allowances `-- allow: …` lines of the previous draft
 */
export function functionsMigration(
  changes: readonly FunctionChange[],
  allowances: readonly string[] = [],
): string {
  return [
    ...allowances.map((line) => `${line}\n`),
    header,
    '--\n',
    ...changes.map(({ name, differs }) => `-- ${name}: ${differs.join(', ')}\n`),
    `\nset local lock_timeout = '800ms';\n`,
    ...changes.map(({ drops, revokes, text }) =>
      [
        '\n',
        ...drops.map((signature) => `drop function if exists ${inLines(signature)};\n`),
        ...revokes.map(
          ({ privilege, signature, role }) =>
            `revoke ${privilege} on function ${inLines(signature)}\nfrom ${role};\n`,
        ),
        text === undefined ? '' : `${text.trimEnd()}\n`,
      ].join(''),
    ),
  ].join('');
}

/** A signature with a line for each argument, if there are several. */
function inLines(signature: string): string {
  if (!signature.includes(', ')) return signature;
  return signature.replace('(', '(\n  ').replaceAll(', ', ',\n  ').replace(/\)$/, '\n)');
}

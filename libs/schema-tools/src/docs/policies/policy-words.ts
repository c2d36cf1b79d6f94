import type { PolicyFacts } from '../../facts/facts.ts';
import { parseExpression } from '../../generate/catalogue/value-lists.ts';
import { clausesOf, isNever, type Clause, type Clauses } from './condition.ts';

/** A policy in words, as far as there are plain ones. */
export interface PolicyWords {
  /** `A signed-in user may read rows whose user_id is theirs.` */
  readonly sentence?: string;
  /** The rows of a command: `rows whose user_id is theirs`. */
  readonly rows: Readonly<Partial<Record<string, string>>>;
}

const none = 'no row';

const verbs: Readonly<Record<string, string>> = {
  SELECT: 'read',
  INSERT: 'add',
  UPDATE: 'change',
  DELETE: 'delete',
};
const who: Readonly<Record<string, string>> = {
  authenticated: 'a signed-in user',
  anon: 'somebody who is not signed in',
  public: 'anybody',
};

/** Puts a policy into words, from its parsed expressions. It adds nothing to them. */
export async function policyWords(policy: PolicyFacts): Promise<PolicyWords> {
  const using = policy.using === undefined ? undefined : await rowsOf(policy.using);
  const check = policy.check === undefined ? using : await rowsOf(policy.check);
  const commands = policy.command === 'ALL' ? Object.keys(verbs) : [policy.command];
  const rows: Record<string, string> = {};
  for (const command of commands) {
    const said = command === 'INSERT' ? check : using;
    if (said === undefined || (command === 'UPDATE' && check === undefined)) continue;
    rows[command] = command === 'UPDATE' && check !== said ? `${said}, to ${check}` : said;
  }
  if (commands.some((one) => rows[one] === undefined)) return { rows };
  return { rows, sentence: sentenceOf(policy, commands, rows) };
}

/** A condition on a row as a sentence has it: `effort` is at least 1 and `effort` is at most 10. */
export async function conditionWords(expression: string): Promise<string | undefined> {
  const clauses = await clausesIn(expression);
  if (clauses?.every(({ about }) => about === 'row') !== true || clauses.length === 0) {
    return undefined;
  }
  if (isNever(clauses) || clauses.some(({ words }) => words.startsWith('for which')))
    return undefined;
  const words = clauses
    .map((one) =>
      one.words.replaceAll(/\bwhose (?=[`'])/g, '').replaceAll('whose length', 'the length'),
    )
    .join(' and ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sentenceOf(
  { roles, isPermissive }: PolicyFacts,
  commands: readonly string[],
  rows: Readonly<Record<string, string>>,
): string {
  const subject = roles.map((role) => who[role] ?? `the role \`${role}\``).join(' or ');
  const parts = [...new Set(Object.values(rows))].map((said) => {
    const does = commands.filter((one) => rows[one] === said).map((one) => verbs[one] ?? one);
    const list = [does.slice(0, -1).join(', '), ...does.slice(-1)].filter(Boolean).join(' and ');
    return `${list} ${isPermissive || said === none ? '' : 'only '}${said}`;
  });
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} may ${parts.join('; ')}.`;
}

/** The rows of an expression: `rows whose user_id is theirs`, `every row`. */
async function rowsOf(expression: string): Promise<string | undefined> {
  const clauses = await clausesIn(expression);
  return clauses && inWords(clauses);
}

async function clausesIn(expression: string): Promise<Clauses> {
  // a text that the parser cannot read has no words
  return clausesOf(await parseExpression(expression).catch(() => undefined));
}

function inWords(clauses: readonly Clause[]): string {
  if (isNever(clauses)) return none;
  const of = (about: Clause['about']) =>
    clauses.flatMap((one) => (one.about === about ? [one.words] : [])).join(' and ');
  const [row, caller] = [of('row'), of('caller')];
  return (row === '' ? 'every row' : `rows ${row}`) + (caller === '' ? '' : `, if ${caller}`);
}

import type { ContractNode, NumberNode, TextNode } from './contract-node.ts';
import { commented, type Sql } from './sql-text.ts';

/** Adds a line before the check that explains it in words. */
export function described(name: string, node: ContractNode, check: Sql, optional = false): Sql {
  const words = inWords(node);
  return words === undefined
    ? check
    : [`-- ${commented(name)}${optional ? ', if there' : ''}: ${words}`, ...check];
}

/** A number, a text or a list in words; empty if there is nothing to add. */
export function inWords(node: ContractNode): string | undefined {
  switch (node.kind) {
    case 'number':
      return numberInWords(node);
    case 'text':
      return textInWords(node);
    case 'list':
      return node.most === undefined
        ? `a list${node.least === 0 ? '' : ` of at least ${node.least} elements`}`
        : `a list of ${node.least} to ${node.most} elements`;
    case 'nullable': {
      const words = inWords(node.node);
      return words === undefined ? undefined : `${words}, or null`;
    }
    default:
      return undefined;
  }
}

function numberInWords({ least, most, step }: NumberNode): string {
  const what = step === 1 ? 'a whole number' : 'a number';
  const steps = step === undefined || step === 1 ? '' : ` in steps of ${step}`;
  const isOpen = [-least, most].every((end) => end === Number.MAX_VALUE);
  return isOpen ? `${what}${steps}` : `${what} from ${least} to ${most}${steps}`;
}

function textInWords({ least, most, pattern, forms, isDay }: TextNode): string {
  if (pattern !== undefined) return 'a UUID';
  if (isDay === true) return 'a day of the calendar';
  const names = (forms ?? []).flatMap((form) =>
    form.form === 'matches' && form.name !== undefined ? [form.name] : [],
  );
  const text = names.length === 0 ? 'text' : `text that is ${names.join(' and ')}`;
  if (most === undefined) {
    return least === undefined ? text : `${text} of at least ${least} characters`;
  }
  return least === undefined
    ? `${text} of at most ${most} characters`
    : `${text} of ${least} to ${most} characters`;
}

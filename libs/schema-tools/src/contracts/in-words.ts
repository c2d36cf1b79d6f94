import type { ContractNode } from './contract-node.ts';
import type { Sql } from './sql-text.ts';

/** The check with a line before it that says in words what it asks. */
export function described(name: string, node: ContractNode, check: Sql, optional = false): Sql {
  const words = inWords(node);
  return words === undefined
    ? check
    : [`-- ${name}${optional ? ', if there' : ''}: ${words}`, ...check];
}

function inWords(node: ContractNode): string | undefined {
  switch (node.kind) {
    case 'number': {
      const { least, most, step } = node;
      const what = step === 1 ? 'a whole number' : 'a number';
      const steps = step === undefined || step === 1 ? '' : ` in steps of ${step}`;
      return `${what} from ${least} to ${most}${steps}`;
    }
    case 'text': {
      if (node.pattern !== undefined) return 'a UUID';
      if (node.isDay === true) return 'a day of the calendar';
      if (node.most === undefined) return 'text';
      return node.least === undefined
        ? `text of at most ${node.most} characters`
        : `text of ${node.least} to ${node.most} characters`;
    }
    case 'list':
      return `a list of ${node.least} to ${node.most} elements`;
    case 'nullable': {
      const words = inWords(node.node);
      return words === undefined ? undefined : `${words}, or null`;
    }
    default:
      return undefined;
  }
}

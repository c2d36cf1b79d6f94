import type { ContractNode, NumberNode } from '../contracts/contract-node.ts';
import { inWords } from '../contracts/in-words.ts';
import { pathInto, type ContractFacts } from '../facts/facts.ts';
import { html, joined, sentence, type Html, type Part } from './html.ts';

/** A place of a document in the tree. */
export interface Branch {
  /** The key, or a name for the place. */
  readonly label: string;
  readonly path: string;
  readonly words: string;
  readonly sentence?: string;
  readonly isOptional?: boolean;
  readonly inside: readonly Branch[];
}

/** The inside of a document, as a tree. */
export function branchesOf({ node, sentences }: ContractFacts): Branch {
  const grow = (label: string, path: string, of: ContractNode, isOptional = false): Branch => {
    const found = sentences[path];
    return {
      label,
      path,
      words: wordsOf(of),
      ...(found === undefined ? {} : { sentence: found }),
      ...(isOptional ? { isOptional } : {}),
      inside: stepsOf(of).map(({ step, shown, part, optional }) =>
        grow(shown, pathInto(path, step), part, optional),
      ),
    };
  };
  return grow('', '', node);
}

interface Step {
  /** In the form of paths: `.key`, `[]`, `[0]`, `|1` or `.*`. */
  readonly step: string;
  readonly shown: string;
  readonly part: ContractNode;
  readonly optional?: boolean;
}

/** The places one level down. */
function stepsOf(of: ContractNode): Step[] {
  const node = bare(of);
  switch (node.kind) {
    case 'object': {
      const keys = node.properties.map(({ key, optional, node: part }) => ({
        step: `.${key}`,
        shown: key,
        part,
        optional,
      }));
      return node.others === undefined
        ? keys
        : [...keys, { step: '.*', shown: 'any other key', part: node.others, optional: true }];
    }
    case 'map':
      return node.keys.map((key) => ({
        step: `.${key}`,
        shown: key,
        part: node.value,
        optional: true,
      }));
    case 'record':
      return [{ step: '.*', shown: 'each key', part: node.value }];
    case 'list':
      return [{ step: '[]', shown: 'each element', part: node.element }];
    case 'tuple':
      return [
        ...node.items.map((part, at) => ({ step: `[${at}]`, shown: `element ${at + 1}`, part })),
        ...(node.rest ? [{ step: '[]', shown: 'each further element', part: node.rest }] : []),
      ];
    case 'versions':
      return node.versions.map(({ values, node: part }, at) => ({
        step: `|${at + 1}`,
        shown: `${node.discriminator} ${values.map((one) => JSON.stringify(one)).join(' or ')}`,
        part,
      }));
    case 'union':
      // the node lists scalars first, so the order of places is unknown: they have no sentence
      return node.options.map((part, at) => ({
        step: node.options.some(({ kind }) => kind === 'one_of') ? `|?${at}` : `|${at + 1}`,
        shown: `option ${at + 1}`,
        part,
      }));
    default:
      return [];
  }
}

/** A node without wrappers at the same place. */
function bare(node: ContractNode): ContractNode {
  return node.kind === 'nullable' || node.kind === 'nested' ? bare(node.node) : node;
}

/** A value in words. */
function wordsOf(node: ContractNode): string {
  switch (node.kind) {
    case 'nullable':
      return `${wordsOf(node.node)}, or null`;
    case 'nested':
      return `${wordsOf(node.node)}, at most ${node.maxDepth} levels deep`;
    case 'one_of':
      return node.values.length === 0
        ? 'no value'
        : node.values.map((one) => JSON.stringify(one)).join(', ');
    case 'list':
      return [inWords(node) ?? 'a list', ...node.uniqueBy.map((key) => `each ${key} once`)].join(
        ', ',
      );
    case 'object':
      return ['an object', ...rulesOf(node)].join(', ');
    case 'map':
      return ['an object', ...node.atLeastOne.map(oneOf)].join(', ');
    case 'record':
      return `an object of any keys${node.key ? ` (${wordsOf(node.key)})` : ''}`;
    case 'tuple':
      return 'a list in which each place has its own meaning';
    case 'versions':
      return `an object whose ${node.discriminator} says what it holds`;
    case 'union':
      return 'one of several';
    case 'any_object':
      return `any object, at most ${node.maxDepth} levels deep and ${node.maxBytes} bytes long`;
    case 'recursion':
      return 'the same as its parent';
    case 'number':
      return numberInWords(node);
    case 'text':
      return inWords(node) ?? node.kind;
    default:
      return 'any JSON value';
  }
}

/** The limits of a double, or of a whole number in one: nobody chose them. */
const isOpen = (end: number) => Math.abs(end) >= Number.MAX_SAFE_INTEGER;

function numberInWords({ least, most, step }: NumberNode): string {
  const what = step === 1 ? 'a whole number' : 'a number';
  const steps = step === undefined || step === 1 ? '' : ` in steps of ${step}`;
  const ends = isOpen(least)
    ? isOpen(most)
      ? ''
      : ` up to ${most}`
    : isOpen(most)
      ? ` of at least ${least}`
      : ` from ${least} to ${most}`;
  return what + ends + steps;
}

function rulesOf(node: ContractNode & { kind: 'object' }): string[] {
  return [
    ...node.ordered.map(([low, high]) => `${low} not above ${high}`),
    ...node.atLeastOne.map(oneOf),
  ];
}

const oneOf = (keys: readonly string[]) => `at least one of ${keys.join(', ')}`;

/** The tree as nested lists, so a screen reader announces the levels. */
export function tree(facts: ContractFacts): Html {
  const root = branchesOf(facts);
  return html`<p>${words(root)}</p>
    ${list(root.inside)}`;
}

function list(branches: readonly Branch[]): Part {
  if (branches.length === 0) return undefined;
  return html`<ul class="tree">
    ${joined(
      branches.map(
        (one) =>
          html`<li>
            <code>${one.label}</code>${one.isOptional ? ' (optional)' : ''}: ${words(one)}
            ${list(one.inside)}
          </li>`,
      ),
      '\n',
    )}
  </ul>`;
}

function words(branch: Branch): Part {
  const said = branch.sentence === undefined ? undefined : html` — ${sentence(branch.sentence)}`;
  return [branch.words, said];
}

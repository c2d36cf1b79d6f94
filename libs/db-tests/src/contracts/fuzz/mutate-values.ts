import { list, mapping, scalar, type Document } from './document.ts';
import type { Mutation, Pick } from './mutation.ts';

/** The mutations of a value of any kind. */
export const valueMutations = {
  'a wrong type': anywhere((_, pick) =>
    pick([
      scalar('word', 'true'),
      scalar('word', 'false'),
      scalar('number', '1'),
      scalar('text', '"x"'),
      scalar('text', '""'),
      list([]),
      list([list([])]),
      list([scalar('word', 'null')]),
      mapping([]),
      mapping([['"a"', scalar('number', '1')]]),
    ]),
  ),
  null: anywhere(() => scalar('word', 'null')),
  'wrapped in lists': anywhere((value, pick) =>
    pick([
      list([value]),
      list([list([value])]),
      list([value, value]),
      mapping([['"0"', value]]),
      mapping([['""', value]]),
    ]),
  ),
  'taken out of what it is in': {
    takes: (value) => inside(value) !== undefined,
    change: (value) => inside(value) ?? value,
  },
  'deep in lists or objects': anywhere((value, pick) => {
    const nest = pick<(inner: Document) => Document>([
      (inner) => list([inner]),
      (inner) => mapping([['"a"', inner]]),
    ]);
    const levels = pick([5, 50, 497, 498, 499, 500, 501]);
    let nested = value;
    for (let level = 0; level < levels; level += 1) nested = nest(nested);
    return nested;
  }),
} satisfies Record<string, Mutation>;

function anywhere(change: (value: Document, pick: Pick) => Document): Mutation {
  return { takes: () => true, change };
}

function inside(value: Document): Document | undefined {
  if (value.kind === 'list') return value.items[0];
  return value.kind === 'object' ? value.entries[0]?.[1] : undefined;
}

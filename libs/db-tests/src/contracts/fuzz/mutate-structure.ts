import {
  list,
  mapping,
  repeated,
  scalar,
  wellFormed,
  type Document,
  type Entry,
  type Mapping,
} from './document.ts';
import { mutate, type Mutation, type Pick } from './mutation.ts';

/** The mutations of a list. */
export const listMutations = {
  'an element twice': mutate(
    'list',
    ({ items, limits }, pick) => {
      const element = pick(items);
      return list(
        pick([
          [...items, element],
          [element, ...items],
        ]),
        limits,
      );
    },
    ({ items }) => items.length > 0,
  ),
  'elements in another order': mutate('list', ({ items, limits }, pick) =>
    list(pick([items.toReversed(), [...items.slice(1), ...items.slice(0, 1)]]), limits),
  ),
  'an element less': mutate(
    'list',
    ({ items, limits }, pick) => {
      const dropped = pick([...items.keys()]);
      return list(
        items.filter((_, index) => index !== dropped),
        limits,
      );
    },
    ({ items }) => items.length > 0,
  ),
  'an element more, of some other kind': mutate('list', ({ items, limits }, pick) => {
    const other = pick<Document>([
      scalar('word', 'null'),
      scalar('number', '1'),
      scalar('text', '"x"'),
      list([]),
      mapping([]),
    ]);
    return list(
      pick([
        [...items, other],
        [other, ...items],
      ]),
      limits,
    );
  }),
  'a list as long as it may be, or not': {
    ...mutate('list', ({ items, limits }, pick) => {
      if (!limits || items.length === 0) return list([]);
      const { least, most } = limits;
      const length = pick([most, most + 1, least, least - 1]);
      return list(repeated(items, length), limits);
    }),
    takes: (place) => place.kind === 'list' && place.limits !== undefined,
  },
} satisfies Record<string, Mutation>;

/** Without the backslash, because JSON.parse of Node 24 has a bug with it: see payloads.ts. */
const strange = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  'element',
  'key',
  'value',
  'keys',
  'null',
  '0',
  '{}',
  ',',
  '"',
  "'",
  '$',
  '*',
  '😀',
  'é',
  '\u0001',
  'k'.repeat(60),
  'k'.repeat(70),
] as const;

/** The mutations of an object. */
export const objectMutations = {
  'a missing key': mutate(
    'object',
    ({ entries }, pick) => {
      const dropped = pick([...entries.keys()]);
      return mapping(entries.filter((_, index) => index !== dropped));
    },
    hasEntries,
  ),
  'one key alone': mutate('object', ({ entries }, pick) => mapping([pick(entries)]), hasEntries),
  'an extra key': mutate('object', ({ entries }, pick) => {
    const value = pick([scalar('number', '1'), scalar('word', 'null'), mapping([])]);
    const entry: Entry = [JSON.stringify(pick(strange)), value];
    return mapping(
      pick([
        [...entries, entry],
        [entry, ...entries],
      ]),
    );
  }),
  'an extra key that is almost one': mutate(
    'object',
    ({ entries }, pick) => {
      const [key, value] = pick(entries);
      return mapping([...entries, [almost(key, pick), value]]);
    },
    hasEntries,
  ),
  'a misspelt key': mutate(
    'object',
    ({ entries }, pick) => {
      const misspelt = pick([...entries.keys()]);
      return mapping(
        entries.map(([key, value], index) =>
          index === misspelt ? [almost(key, pick), value] : [key, value],
        ),
      );
    },
    hasEntries,
  ),
  'a key that Postgres cannot store': mutate('object', ({ entries }, pick) => {
    const key = pick(['"\\u0000"', '"a\\u0000"', '"\\ud83d"', '"\\ude00\\ud83d"']);
    return mapping([...entries, [key, scalar('number', '1')]]);
  }),
  'a key in escapes': mutate(
    'object',
    ({ entries }, pick) => {
      const escaped = pick([...entries.keys()]);
      return mapping(
        entries.map(([key, value], index) => [index === escaped ? inEscapes(key) : key, value]),
      );
    },
    hasEntries,
  ),
  'keys in another order': mutate('object', ({ entries }, pick) =>
    mapping(pick([entries.toReversed(), [...entries.slice(1), ...entries.slice(0, 1)]])),
  ),
  'a key twice': mutate('object', twice, hasEntries),
  'values exchanged': mutate(
    'object',
    ({ entries }, pick) => {
      const [one, other] = [pick([...entries.keys()]), pick([...entries.keys()])];
      const value = (index: number) => (index === one ? other : index === other ? one : index);
      return mapping(entries.map(([key, own], index) => [key, entries[value(index)]?.[1] ?? own]));
    },
    ({ entries }) => entries.length > 1,
  ),
} satisfies Record<string, Mutation>;

/**
 * JSON.parse and jsonb keep the last of two equal keys. Zod never sees the first. Postgres reads it
 * before it drops it, and refuses texts and numbers that it cannot store. So the first value is
 * always one that it can store.
 */
function twice({ entries }: Mapping, pick: Pick): Mapping {
  const [key, value] = pick(entries);
  const others = entries.filter(([other]) => other !== key);
  const some = [
    scalar('number', '1'),
    scalar('word', 'null'),
    scalar('text', '"x"'),
    mapping([]),
    list([]),
  ] as const;
  return pick<() => Mapping>([
    () => mapping([[key, pick(some)], ...entries]),
    () => mapping([[inEscapes(key), pick(some)], ...entries]),
    () => mapping([[key, pick(some)], ...others, [key, value]]),
  ])();
}

function almost(key: string, pick: Pick): string {
  const name = wellFormed(key);
  return JSON.stringify(
    pick([
      name.slice(0, -1),
      name.slice(1),
      `${name} `,
      ` ${name}`,
      `${name}s`,
      `${name}\n`,
      name.toUpperCase(),
      name.replace('_', ''),
      name.replace('e', 'е'),
      `${name}.${name}`,
    ]),
  );
}

/** The same key, with its first character as `\u0061`. */
function inEscapes(key: string): string {
  const name = String(JSON.parse(key));
  const first = name.charCodeAt(0);
  if (Number.isNaN(first)) return key;
  return `"\\u${first.toString(16).padStart(4, '0')}${JSON.stringify(name.slice(1)).slice(1)}`;
}

function hasEntries({ entries }: Mapping): boolean {
  return entries.length > 0;
}

import { literal } from '../../contracts/sql-text.ts';
import type { CatalogueObject } from '../catalogue/read-objects.ts';
import {
  comment,
  dropped,
  enabling,
  options,
  owner,
  refuse,
  Refusal,
  unless,
  type FactWriter,
  type KindWriter,
} from './writers.ts';

const withoutSemicolon = (text = '') => text.trim().replace(/;$/, '');

const view = (word: 'view' | 'materialized view'): KindWriter => ({
  made: ['definition', 'filled'],
  replaces: true,
  make: ({ name, facts }) => {
    const definition = withoutSemicolon(facts['definition']);
    if (word === 'view') return [`create or replace view ${name} as\n${definition}`];
    const filled = facts['filled'] === 'no' ? '\nwith no data' : '';
    return [`create materialized view if not exists ${name} as\n${definition}${filled}`];
  },
  drop: dropped(word),
  facts: {
    owner: owner(word),
    comment: comment(word),
    ...(word === 'view'
      ? {}
      : {
          definition: refuse('drop and recreate it, with its indexes and grants, by hand'),
        }),
    options: options(word),
    filled: ({ name }, there) => [
      `refresh materialized view ${name}${there === 'no' ? ' with no data' : ''}`,
    ],
  },
});

const routine = (word: string): KindWriter => ({
  made: [
    ['arguments', 'returns', 'language', 'body', 'runs as', 'settings', 'volatility', 'strict'],
    ['leakproof', 'parallel', 'cost', 'rows'],
  ].flat(),
  replaces: true,
  make: ({ parts }) => [withoutSemicolon(String(parts['definition']))],
  drop: dropped(word),
  facts: { owner: owner(word), comment: comment(word) },
});

/** The new words of an enum, each with the word before it. */
const addValues: FactWriter = ({ name, parts }, there) => {
  const before = listOf(String(parts['values before'] ?? ''));
  const after = listOf(there ?? '');
  const kept = after.filter((word) => before.includes(word));
  if (kept.join() !== before.join()) {
    throw new Refusal('Postgres cannot remove or reorder values of an enum');
  }
  return after.flatMap((word, place) => {
    if (before.includes(word)) return [];
    const behind = after[place - 1];
    const first = before[0];
    const where = behind ? ` after ${behind}` : first ? ` before ${first}` : '';
    return [`alter type ${name} add value if not exists ${word}${where}`];
  });
};

/** Quoted words joined by commas. */
const listOf = (text: string): string[] => text.match(/'(?:[^']|'')*'/g) ?? [];

const notThere = (name: string) => `select where to_regtype(${literal(name)}) is not null`;

function sequenceClauses({ facts }: CatalogueObject): string {
  return [
    `as ${facts['type']} increment ${facts['increment']} minvalue ${facts['minimum']}`,
    `maxvalue ${facts['maximum']} start ${facts['start']} cache ${facts['cache']}`,
    facts['cycle'] === 'yes' ? 'cycle' : 'no cycle',
  ].join(' ');
}

const alterSequence: FactWriter = (object) => [
  `alter sequence ${object.name} ${sequenceClauses(object)}`,
];

/** Writers of statements for the objects of schemas other than tables. */
export const otherWriters: Readonly<Record<string, KindWriter>> = {
  schema: {
    made: [],
    make: ({ name }) => [`create schema if not exists ${name}`],
    drop: dropped('schema'),
    facts: { owner: owner('schema'), comment: comment('schema') },
  },
  extension: {
    made: ['schema'],
    make: ({ name, facts }) => [
      `create extension if not exists ${name} with schema ${facts['schema']}`,
    ],
    drop: dropped('extension'),
    facts: { schema: ({ name }, there) => [`alter extension ${name} set schema ${there}`] },
  },
  view: view('view'),
  'materialized view': view('materialized view'),
  function: routine('function'),
  procedure: routine('procedure'),
  enum: {
    made: ['values'],
    make: ({ name, facts }) => [
      unless(notThere(name), `create type ${name} as enum (${facts['values']})`),
    ],
    drop: dropped('type'),
    facts: { values: addValues, owner: owner('type'), comment: comment('type') },
  },
  'composite type': {
    made: ['attributes'],
    make: ({ name, facts }) => [
      unless(notThere(name), `create type ${name} as (${facts['attributes']})`),
    ],
    drop: dropped('type'),
    facts: {
      attributes: refuse('the attributes of a composite type are changed by hand'),
      owner: owner('type'),
      comment: comment('type'),
    },
  },
  domain: {
    made: ['type', 'not null', 'default'],
    make: ({ name, facts }) => [
      unless(
        notThere(name),
        `create domain ${name} as ${facts['type']}` +
          (facts['default'] === undefined ? '' : ` default ${facts['default']}`) +
          (facts['not null'] === 'yes' ? ' not null' : ''),
      ),
    ],
    drop: dropped('domain'),
    facts: {
      type: refuse('the type of a domain cannot be altered'),
      default: ({ name }, there) => [
        `alter domain ${name} ${there === null ? 'drop default' : `set default ${there}`}`,
      ],
      'not null': ({ name }, there) => [
        `alter domain ${name} ${there === 'yes' ? 'set' : 'drop'} not null`,
      ],
      owner: owner('domain'),
      comment: comment('domain'),
    },
  },
  sequence: {
    made: ['type', 'start', 'increment', 'minimum', 'maximum', 'cache', 'cycle'],
    make: (object) =>
      object.parts['identity'] === true
        ? []
        : [`create sequence if not exists ${object.name} ${sequenceClauses(object)}`],
    drop: dropped('sequence'),
    facts: {
      type: alterSequence,
      start: alterSequence,
      increment: alterSequence,
      minimum: alterSequence,
      maximum: alterSequence,
      cache: alterSequence,
      cycle: alterSequence,
      'owned by': ({ name, parts }, there) =>
        parts['identity'] === true ? [] : [`alter sequence ${name} owned by ${there ?? 'none'}`],
      // it has the default of its table
      owner: (object, there) =>
        object.facts['owned by'] === undefined ? owner('sequence')(object, there) : [],
      comment: comment('sequence'),
    },
  },
  statistics: {
    made: ['definition'],
    replaces: true,
    make: ({ name, facts }) => [`drop statistics if exists ${name}`, facts['definition'] ?? ''],
    drop: dropped('statistics'),
    facts: { comment: comment('statistics') },
  },
  'event trigger': {
    made: ['definition'],
    replaces: true,
    make: ({ name, facts }) => [
      `drop event trigger if exists ${name}`,
      `create event trigger ${name} ${facts['definition']?.replace(
        /in \((.*?)\)/,
        (_, tags: string) => `in (${tags.split(', ').map(literal).join(', ')})`,
      )}`,
    ],
    drop: dropped('event trigger'),
    facts: {
      fires: ({ name }, there) => [`alter event trigger ${name} ${enabling(there)}`],
      owner: owner('event trigger'),
      comment: comment('event trigger'),
    },
  },
};

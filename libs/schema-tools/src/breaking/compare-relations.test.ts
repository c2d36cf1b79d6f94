import { expect, it } from 'vitest';
import type { ReferenceFacts, Relation } from '../facts/facts.ts';
import { compareFacts } from './compare.ts';
import { compareRelations } from './compare-relations.ts';

const column = { type: 'uuid', nullable: true, isComputed: false, privileges: {} };
const reference = { columns: ['author'], target: 'public.users', targetColumns: ['id'] };

function posts(references: Record<string, ReferenceFacts>, nullable = true): Relation {
  return {
    kind: 'table',
    columns: { author: { ...column, nullable } },
    checks: {},
    uniques: {},
    references,
    policies: {},
    isSecured: false,
    privileges: { authenticated: ['SELECT', 'INSERT'] },
    triggers: {},
  };
}

async function rulesOf(old: Relation, now: Relation): Promise<string[]> {
  const facts = (relation: Relation) => ({
    relations: { 'public.posts': relation },
    functions: {},
    enums: {},
    publications: {},
    api: { schemas: ['public'], maxRows: 1000 },
    errorCodes: [],
    reading: 'strict' as const,
    contracts: {},
  });
  const found = await compareRelations(facts(old), facts(now), () => Promise.resolve(undefined));
  return found.map(({ rule }) => rule);
}

it('two foreign keys on the same columns are each compared with the one of its name', async () => {
  const twins = {
    one: { ...reference, onDelete: 'CASCADE' },
    other: { ...reference, onDelete: 'RESTRICT' },
  };
  expect(await rulesOf(posts(twins), posts(twins))).toEqual([]);
  expect(await rulesOf(posts(twins), posts(twins, false))).toEqual(['column-set-not-null']);
  const changed = { ...twins, other: { ...reference, onDelete: 'CASCADE' } };
  expect(await rulesOf(posts(twins), posts(changed))).toEqual(['fk-action-same']);
});

it('a composite type that has other attributes is told of where a table has it', async () => {
  const facts = (attributes: Record<string, string>, type = 'public.place') => ({
    relations: {
      'public.posts': { ...posts({}), columns: { at: { ...column, type } } },
    },
    functions: {},
    enums: {},
    composites: { 'public.place': attributes },
    publications: {},
    api: { schemas: ['public'], maxRows: 1000 },
    errorCodes: [],
    reading: 'strict' as const,
    contracts: {},
  });
  const found = async (type?: string) =>
    compareFacts(facts({ town: 'text' }, type), facts({ city: 'text' }, type), () =>
      Promise.resolve(undefined),
    );
  expect(await found()).toEqual([
    { rule: 'type-same', object: 'public.place', says: 'has no town any more; has city now' },
  ]);
  expect(await found('text')).toEqual([]);
});

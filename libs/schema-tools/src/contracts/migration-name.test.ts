import { expect, it } from 'vitest';
import { migrationName } from './migration-name.ts';
import type { CheckPiece, Piece } from './pieces.ts';
import type { ContractsPlan } from './plan.ts';

const place = { schema: 'public', table: 'sessions' } as const;
const comment: Piece = { kind: 'comment', ...place, name: 'planned_sets', sql: '' };
const schema: Piece = { kind: 'schema', name: 'contracts', sql: '' };
const check: CheckPiece = {
  kind: 'check',
  ...place,
  column: 'planned_sets',
  contract: 'planned_sets',
  name: 'sessions_planned_sets_contract',
  expression: 'true',
};
const { name } = check;
const leftCheck = { kind: 'check', ...place, name } as const;
const leftFunction = { kind: 'function', name: 'planned_sets' } as const;

it.each<[name: string, plan: Partial<ContractsPlan>]>([
  [
    'enforce_sessions_planned_sets',
    {
      enforced: ['sessions_planned_sets'],
      changed: [schema, check, comment],
      left: [leftFunction],
    },
  ],
  ['enforce_2_contracts', { enforced: ['sessions_planned_sets', 'program_sessions'] }],
  ['describe_sessions_planned_sets', { changed: [comment] }],
  ['describe_2_contracts', { changed: [comment, { ...comment, table: 'plans' }] }],
  ['drop_sessions_planned_sets_contract', { left: [leftCheck, leftFunction] }],
  ['drop_planned_sets_contract', { left: [leftFunction] }],
  ['drop_2_contracts', { left: [leftCheck, { ...leftCheck, name: 'old_contract' }] }],
  ['restore_contracts_schema', { changed: [schema] }],
])('%s', (expected, plan) => {
  expect(migrationName({ enforced: [], changed: [], left: [], ...plan })).toBe(expected);
});

import { expect, it } from 'vitest';
import { adviceFor } from './advice.ts';

it.each([
  ['permission denied to create role (SQLSTATE 42501)', 'Look at the target'],
  ['violates check constraint (SQLSTATE 23514)', 'rows break a rule'],
  ['old rows (SQLSTATE PK901)', 'Fix the rows, not the file'],
  ['canceling statement due to user request (SQLSTATE 57014)', 'Wait, and run'],
  ['deadlock detected (SQLSTATE 40P01)', 'Wait, and run'],
  ['terminating connection (SQLSTATE 57P01)', 'the server ended the connection'],
  ['could not extend file: no space left (SQLSTATE 53100)', 'lacks disk'],
  ['out of shared memory (SQLSTATE 53200)', /Split .*1_a\.sql into/],
  ['out of memory (SQLSTATE 53200)', 'lacks disk, memory'],
  ['extension "vector" is not available (SQLSTATE 0A000)', 'no build of vector'],
  ['syntax error at or near "tabel" (SQLSTATE 42601)', /^Fix .*1_a\.sql and/],
])('after "%s" the advice fits the cause', (words, advice) => {
  expect(adviceFor(`ERROR: ${words}`, 'supabase/migrations/1_a.sql')).toMatch(advice);
});

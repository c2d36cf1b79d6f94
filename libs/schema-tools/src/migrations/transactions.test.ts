import { expect, it } from 'vitest';
import { transactionBreaks } from './transactions.ts';

it.each([
  ['commit;', 'control'],
  ['commit work;', 'control'],
  ['end;', 'control'],
  ['rollback;', 'control'],
  ['begin; lock table t; commit;', 'control control'],
  ['start transaction;', 'control'],
  [`prepare transaction 'a';`, 'control'],
  ['create index concurrently i on t (a);', 'alone'],
  ['create unique index concurrently if not exists i on t (a);', 'alone'],
  ['/* why */ drop index concurrently i;', 'alone'],
  ['reindex table concurrently t;', 'alone'],
  ['reindex (concurrently) index i;', 'alone'],
  ['vacuum t;', 'alone'],
  [`alter system set work_mem = '4MB';`, 'alone'],
  ['cluster;', 'alone'],
  ['do $$ begin commit; end $$;', 'commits'],
  ['do $$ begin if true then rollback; end if; end $$;', 'commits'],
  ['do $x$ begin commit and chain; end $x$;', 'commits'],
  ['call p();', 'commits'],
  ['create database d;', 'refused'],
  ['reindex schema public;', 'refused'],
  ['discard all;', 'refused'],
  ['alter table t detach partition p concurrently;', 'refused'],
])('%s', async (sql, kinds) => {
  expect((await transactionBreaks(sql)).map(({ kind }) => kind).join(' ')).toBe(kinds);
});

it.each([
  ['a procedure that commits', 'create procedure p() language plpgsql as $$ begin commit; end $$;'],
  ['the word in a comment', '-- commit;\nselect 1; /* commit; */'],
  ['the word in a text', `select 'commit;'; do $$ begin perform 'commit;'; end $$;`],
  ['the word in a comment of a block', 'do $$ begin -- commit;\n perform 1; end $$;'],
  ['a savepoint', 'savepoint a; release a; rollback to a;'],
  ['ANALYZE', 'analyze t;'],
  ['an index in the transaction', 'create index i on t (a); reindex index i; drop index i;'],
  ['a file that does not parse', 'commit; create tabel t;'],
])('finds nothing in %s', async (_title, sql) => {
  expect(await transactionBreaks(sql)).toEqual([]);
});

it('gives the line and the beginning of the statement', async () => {
  expect(
    await transactionBreaks('-- é\nselect 1;\n\ncreate index\n  concurrently i on t (a);\n'),
  ).toEqual([{ line: 4, statement: 'create index concurrently i on t (a)', kind: 'alone' }]);
});

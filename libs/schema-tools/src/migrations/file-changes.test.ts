import { expect, it } from 'vitest';
import { project } from '../project/project.ts';
import { compareFiles } from './file-changes.ts';

const file = (version: string, text: string) => ({
  version,
  name: 'x',
  path: `${project().supabase}/migrations/${version}_x.sql`,
  text,
});
const inStep = { pending: [], changed: [], remarks: [] };

it('reports nothing about an unchanged or still empty file', () => {
  const history = [
    { version: '001', name: 'x', statements: ['select 1'] },
    { version: '002', name: 'x', statements: [] },
  ];
  expect(compareFiles([file('001', 'select 1;\n'), file('002', '\n')], history)).toEqual(inStep);
});

it('names a file that was empty when it was applied, and is no longer', () => {
  const history = [{ version: '001', name: 'x', statements: [] }];
  expect(compareFiles([file('001', '\nselect 1;\n')], history)).toEqual({
    ...inStep,
    changed: [
      'supabase/migrations/001_x.sql:2 was edited\n' +
        '  the file has  select 1;\n  applied was   (nothing)',
    ],
  });
});

it('cannot compare a history that was repaired by hand', () => {
  const history = [{ version: '001', name: 'x', statements: null }];
  expect(compareFiles([file('001', 'select 1;')], history)).toEqual({
    ...inStep,
    remarks: ['supabase/migrations/001_x.sql is in the history without its statements.'],
  });
});

import { join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';
import { describe, expect, it } from 'vitest';
import { faultsIn, printed, type Format } from '../findings/report.ts';
import type { Finding } from './judge.ts';
import { toPrintable, wordsOf, type Report } from './report.ts';

const path = 'supabase/migrations/20300101000000_change.sql';
const file = {
  version: '20300101000000',
  name: 'change',
  path: join(workspaceRoot, path),
  text: 'select 1;',
};
const finding: Finding = {
  rule: 'column-no-delete',
  object: 'public.notes.body',
  says: 'is gone',
  file,
  line: 4,
};
const allowed: Finding = { ...finding, object: 'public.notes.kind', allowed: 'no app shows it' };
const ofSettings: Finding = { rule: 'api-max-rows', object: 'api.max_rows', says: '10 now, 100%' };
const report: Report = {
  against: 'main (1a2b3c4)',
  findings: [finding, allowed, ofSettings],
  unused: [{ file, line: 1, rule: 'column-no-delete', object: 'public.notes.x' }],
};

const print = (one: Report, format: Format) =>
  printed('breaking', [toPrintable(one)], format, wordsOf);

it('counts open findings and unused allowances', () => {
  expect(faultsIn([toPrintable(report)])).toBe(3);
  expect(faultsIn([toPrintable({ ...report, findings: [allowed], unused: [] })])).toBe(0);
});

describe('a report is written', () => {
  it('in words, with an example that is not too long', () => {
    const example = JSON.stringify({ note: 'x'.repeat(500) });
    const text = print({ ...report, findings: [{ ...finding, example }] }, 'text');
    expect(text).toContain(`${path}:4`);
    expect(text).toContain('-- allow: column-no-delete public.notes.body: <reason>');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(160);
  });

  it('as JSON', () => {
    const [written] = JSON.parse(print(report, 'json')) as { findings: object[] }[];
    expect(written?.findings).toHaveLength(3);
    expect(written?.findings[0]).toMatchObject({ file: path, line: 4, writers: 'breaks' });
    expect(written?.findings[1]).toMatchObject({ allowed: 'no app shows it' });
  });

  it('as annotations for GitHub, one per line, without allowed findings', () => {
    const lines = print(report, 'github').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      new RegExp(
        `^::error file=${path},line=4,title=column-no-delete against main \\(1a2b3c4\\)::`,
      ),
    );
    // no place, and a percent sign that looks like an escape
    expect(lines[1]).toMatch(/^::error title=api-max-rows .*::api\.max_rows: 10 now, 100%25\./);
  });

  it('as SARIF, with the reason of each allowed finding', () => {
    const sarif = JSON.parse(print(report, 'sarif')) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; suppressions?: { justification: string }[] }[];
      }[];
    };
    expect(sarif.version).toBe('2.1.0');
    const [run] = sarif.runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual([
      'api-max-rows',
      'column-no-delete',
    ]);
    expect(run?.results.map(({ suppressions }) => suppressions?.[0]?.justification)).toEqual([
      undefined,
      'no app shows it',
      undefined,
    ]);
  });
});

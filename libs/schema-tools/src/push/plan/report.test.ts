import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import type { Finding, Plan, PlannedStatement } from './plan.ts';
import { byDanger, planInWords } from './report.ts';
import { bytesInWords, rangeInWords, rowsInWords } from './words.ts';

const finding = (object: string, changes: Partial<Finding> = {}): Finding => ({
  rule: 'rows-lost',
  object,
  level: 'refuse',
  says: `drops ${object}`,
  next: 'Keep the rows.',
  ...changes,
});

const statement = (line: number, changes: Partial<PlannedStatement> = {}): PlannedStatement => ({
  file: '1_a.sql',
  line,
  text: 'select',
  cost: 'instant',
  does: 'instant',
  waiting: 'nobody',
  locks: {},
  rewrites: [],
  empties: [],
  scans: [],
  builds: [],
  transaction: 'file',
  ...changes,
});

const plan = (changes: Partial<Plan>): Plan => ({
  target: 'postgresql://h/d',
  applied: [],
  files: [],
  findings: [],
  unseen: [],
  ...changes,
});

const inWords = (changes: Partial<Plan>) => stripVTControlCharacters(planInWords(plan(changes)));

it('refusals come first, then allowed findings, then notes', () => {
  const findings = byDanger([
    finding('a', { level: 'note' }),
    finding('b', { allowed: 'old' }),
    finding('c'),
  ]);
  expect(findings.map(({ object }) => object)).toEqual(['c', 'b', 'a']);
  const text = inWords({ findings });
  expect(text).toMatch(/✘ rows-lost c[\s\S]*✔ rows-lost b[\s\S]*! rows-lost a/);
  expect(text).toContain('→ Keep the rows.');
  expect(text).toContain('allowed: old');
});

it('a plan fits on a screen, and says how much it leaves out', () => {
  const findings = Array.from({ length: 30 }, (_, place) => finding(`t${place}`));
  const statements = Array.from({ length: 40 }, (_, line) =>
    statement(line + 1, { cost: 'scans', does: `reads t${line}`, seconds: [0, line] }),
  );
  const text = inWords({ findings, statements });
  expect(text).toContain('and 22 more findings');
  expect(text).toContain('and 35 more of some cost');
  // the longest first
  expect(text.indexOf('reads t39')).toBeLessThan(text.indexOf('reads t38'));
  expect(text.split('\n').length).toBeLessThan(45);
});

it('a statement in a finding is not reported twice', () => {
  const text = inWords({
    findings: [finding('t', { file: '1_a.sql', line: 1 })],
    statements: [statement(1, { cost: 'scans', does: 'reads t' }), statement(2)],
  });
  expect(text).not.toContain('reads t');
  expect(text).toContain('1 of 2 statements are instant');
});

it('sizes, rows and times are rounded, and in words', () => {
  expect([8192, 431_000_000, 1.6e9].map(bytesInWords)).toEqual(['8 kB', '411 MB', '1.5 GB']);
  expect(rowsInWords(1)).toBe('1 row');
  expect(rowsInWords(100_000, true)).toBe('at least 100,000 rows');
  expect(
    [
      [0.1, 0.9],
      [2.4, 29.1],
      [100, 1500],
      [3600, 9000],
    ].map(([least = 0, most = 0]) => rangeInWords([least, most])),
  ).toEqual(['under 1 s', '2 to 30 s', '1 to 25 min', '1 to 3 h']);
});

import { expect, it } from 'vitest';
import { isUnchanged, parseState } from './catalogue-state.ts';

const server = '2026-01-01 00:00:00+00 16384';
const known = parseState(`750:754:751,752 ${server}`);
const unchanged = (snapshot: string, ...harmless: number[]) =>
  isUnchanged(known, parseState(`${snapshot} ${server}`), new Set(harmless));

it('a server without ended transactions is unchanged', () => {
  expect(unchanged('750:754:751,752')).toBe(true);
  expect(unchanged('751:754:751,752')).toBe(true);
});

it('an ended transaction counts as a change, unless it is harmless', () => {
  expect(unchanged('752:754:752')).toBe(false);
  expect(unchanged('752:754:752', 751)).toBe(true);
  expect(unchanged('751:756:751,752', 754)).toBe(false);
  expect(unchanged('751:756:751,752', 754, 755)).toBe(true);
  expect(unchanged('751:756:751,752,755', 754)).toBe(true);
});

it('an older snapshot shows no change', () => {
  expect(unchanged('750:753:751,752')).toBe(true);
});

it('another database, a restarted server and many transactions count as a change', () => {
  expect(
    isUnchanged(known, parseState('750:754:751,752 2026-01-01 00:00:00+00 16385'), new Set()),
  ).toBe(false);
  expect(
    isUnchanged(known, parseState('750:754:751,752 2026-01-02 00:00:00+00 16384'), new Set()),
  ).toBe(false);
  expect(unchanged('9000:9000:', ...Array.from({ length: 9000 }, (_, id) => id))).toBe(false);
});

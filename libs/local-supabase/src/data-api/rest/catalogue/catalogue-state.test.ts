import { expect, it } from 'vitest';
import { isUnchanged, parseState } from './catalogue-state.ts';

const server = '2026-01-01 00:00:00+00 16384';
const known = parseState(`750:754:751,752 ${server}`);
const unchanged = (snapshot: string, ...harmless: number[]) =>
  isUnchanged(known, parseState(`${snapshot} ${server}`), new Set(harmless));

it('a server on which nothing has ended is unchanged', () => {
  expect(unchanged('750:754:751,752')).toBe(true);
  expect(unchanged('751:754:751,752')).toBe(true);
});

it('a transaction that ended meanwhile has changed something, unless it is harmless', () => {
  expect(unchanged('752:754:752')).toBe(false);
  expect(unchanged('752:754:752', 751)).toBe(true);
  expect(unchanged('751:756:751,752', 754)).toBe(false);
  expect(unchanged('751:756:751,752', 754, 755)).toBe(true);
  expect(unchanged('751:756:751,752,755', 754)).toBe(true);
});

it('an older snapshot shows nothing new', () => {
  expect(unchanged('750:753:751,752')).toBe(true);
});

it('another database, another start of the server and many transactions are looked at anew', () => {
  expect(
    isUnchanged(known, parseState('750:754:751,752 2026-01-01 00:00:00+00 16385'), new Set()),
  ).toBe(false);
  expect(
    isUnchanged(known, parseState('750:754:751,752 2026-01-02 00:00:00+00 16384'), new Set()),
  ).toBe(false);
  expect(unchanged('9000:9000:', ...Array.from({ length: 9000 }, (_, id) => id))).toBe(false);
});

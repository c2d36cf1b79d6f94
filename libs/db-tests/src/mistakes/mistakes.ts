/**
 * Real mistakes of an earlier app with this schema, in the words of the domain. Each is the title
 * of a `describe` in this folder; mistakes.test.ts compares the two.
 */
export const mistakes: readonly string[] = [
  'a status that the code wrote and the CHECK refused for weeks',
  'column names that drifted between client and table, hidden by `as any`',
  'timestamps with `+00:00` refused by a validator that wanted `Z`',
  'days computed in UTC',
  'a second formula config that failed after the first had been switched off',
  'a pool deleted before the insert that failed',
  'the same workout logged twice',
  'two sessions in one slot',
  'user-scoped reads showing archived programs',
  'an applied migration edited in place',
  'a version number used twice',
  'new tables with no grant, so the API answered 42501',
  'a validator that dropped the whole plan because one deload RPE was 5.0',
  'some forty unchecked casts between `Json` and the real types',
];

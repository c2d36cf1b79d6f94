import { expect, it } from 'vitest';
import { unreadWords } from './unread-words.ts';

const newer = { what: 'session', isNewer: true };

it.each([
  [[], ''],
  [[newer], 'One session was saved by a newer version of the app. Update to see it.'],
  [
    [newer, newer, { ...newer, what: 'workout log' }],
    '2 sessions and one workout log were saved by a newer version of the app. Update to see them.',
  ],
  [[{ ...newer, isNewer: false }], 'One session cannot be read.'],
  [
    [newer, { what: 'result', isNewer: false }, { what: 'result', isNewer: false }],
    `${unreadWords([newer])} 2 results cannot be read.`,
  ],
])('of %j says: %s', (unread, sentence) => {
  expect(unreadWords(unread)).toBe(sentence);
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forbidden } from './prose/phrases.ts';
import { readProse } from './prose/read-prose.ts';
import { sentencesOf, wordsOf } from './prose/sentences.ts';

const prose = await readProse(join(import.meta.dirname, '..'));
// the comments of a landed migration never change
const { 'SQL comments': _migrations, ...editable } = prose;

it('documents and messages have no sentence over 40 words', () => {
  const tooLong = [...prose.Markdown, ...prose.printed].flatMap(({ file, line, text }) =>
    sentencesOf(text)
      .filter((sentence) => wordsOf(sentence).length > 40)
      .map((sentence) => `${file}:${line} ${wordsOf(sentence).length} words: ${sentence}`),
  );
  expect(tooLong).toEqual([]);
});

it('no phrase makes a reader read twice', () => {
  const found = Object.values(editable)
    .flat()
    .flatMap(({ file, line, text }) =>
      sentencesOf(text).flatMap((sentence) =>
        forbidden
          .filter(({ phrase }) => phrase.test(sentence))
          .map(({ instead }) => `${file}:${line} ${sentence}\n  write: ${instead}`),
      ),
    );
  expect(found).toEqual([]);
});

it('an expected text is read from each kind of file', () => {
  for (const [kind, found] of Object.entries(prose)) {
    expect(found.length, kind).toBeGreaterThan(100);
  }
});

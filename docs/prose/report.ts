// `npm run prose [folder of a checkout]`: how its prose reads, in figures.
import { join } from 'node:path';
import { forbidden } from './phrases.ts';
import { readProse } from './read-prose.ts';
import { isNested, isPassive, sentencesOf, wordsOf } from './sentences.ts';

const root = process.argv[2] ?? join(import.meta.dirname, '../..');

const table = Object.entries(await readProse(root)).map(([kind, prose]) => {
  const sentences = prose.flatMap(({ text }) => sentencesOf(text));
  const lengths = sentences.map((sentence) => wordsOf(sentence).length);
  const over = (limit: number) => lengths.filter((length) => length > limit).length;
  const words = lengths.reduce((sum, length) => sum + length, 0);
  const share = (part: number) => `${((100 * part) / sentences.length).toFixed(1)} %`;
  return {
    kind,
    sentences: sentences.length,
    words,
    'words a sentence': (words / sentences.length).toFixed(1),
    'over 25 words': share(over(25)),
    'over 40 words': over(40),
    passive: share(sentences.filter(isPassive).length),
    nested: share(sentences.filter(isNested).length),
    forbidden: sentences.filter((text) => forbidden.some(({ phrase }) => phrase.test(text))).length,
  };
});
console.table(table);

/** Text that a person reads, where it stands. */
export interface Prose {
  file: string;
  line: number;
  text: string;
}

/** Where a sentence ends: a stop, then a capital, a digit, a quotation or a piece of code. */
const sentenceEnd = /(?<=[.!?]["')\]]?)\s+(?=[*_"'([`]*[A-Z0-9`…])/;

/** The sentences of a text, without line breaks. A fragment without a stop is one too. */
export function sentencesOf(text: string): string[] {
  const abbreviated = text.replaceAll(/\b(e\.g|i\.e|etc|vs|cf|no)\.(?=\s)/gi, '$1');
  return abbreviated
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(sentenceEnd)
    .filter((sentence) => wordsOf(sentence).length > 0);
}

/** The words of a sentence. A path, a name or a piece of code counts as one. */
export function wordsOf(sentence: string): string[] {
  return sentence
    .replaceAll(/`[^`]*`/g, 'code')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

const irregular =
  'been begun bound bought brought built caught chosen come cut done drawn driven eaten found ' +
  'forgotten frozen given gone had held hidden hit hurt kept known laid led left lent let lost ' +
  'made meant met paid put read rewritten run said seen sent set shown shut sold spent split ' +
  'spoken stood stopped stuck sunk taken taught thought thrown told torn understood undone won ' +
  'worn written';
const passive = new RegExp(
  String.raw`\b(?:am|is|are|was|were|be|been|being)(?:\s+(?:not|never|also|still|only|then|\w+ly))*` +
    String.raw`\s+(?:\w+ed|${irregular.replaceAll(' ', '|')})\b`,
  'i',
);

/**
 * Whether a sentence has a form of "to be" before a past participle. This takes some adjectives,
 * such as "is interested", for a passive, and misses a passive without "to be".
 */
export function isPassive(sentence: string): boolean {
  return passive.test(sentence);
}

/** Whether a sentence nests clauses: two of "what", "that", "who" and their kin. */
export function isNested(sentence: string): boolean {
  const clauses = /\b(?:what|that|which|who|whom|whoever|is there|are there)\b/gi;
  return (sentence.match(clauses)?.length ?? 0) >= 2;
}

/** Phrases that are hard to read, with alternatives. */
export const forbidden: { phrase: RegExp; instead: string }[] = [
  { phrase: /\b(?:for|to|from|by|with) whom\b/i, instead: 'name the person: "the client that …"' },
  { phrase: /\bof which\b/i, instead: 'two sentences' },
  { phrase: /\bwhoever\b/i, instead: 'name the person or the client' },
  {
    phrase: /\bwhat (?:\S+ ){1,6}?(?:is|are) to be\b/i,
    instead: 'the noun: "the expected columns"',
  },
  { phrase: /\b(?:that|which) (?:is|are) there(?: already)?\b/i, instead: 'existing' },
  { phrase: /\bas said by\b/i, instead: '"see" or "as … says"' },
  { phrase: /\bpass(?:es|ed)? by row level security\b/i, instead: 'bypasses row level security' },
  { phrase: /\bput away\b/i, instead: 'archived, removed or stored' },
  { phrase: /\bhas not of\b/i, instead: 'lacks, or is missing' },
  { phrase: /\bthat is none\b/i, instead: 'is not a …' },
  { phrase: /\bbelong(?:s)? together\b/i, instead: 'match' },
  { phrase: /\bis not told\b|\bare not told\b/i, instead: 'does not know' },
  { phrase: /\bcan(?:not| not)? be asked for\b/i, instead: 'name what fails' },
];

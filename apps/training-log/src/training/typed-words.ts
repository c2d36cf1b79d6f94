/** Words that may be left out: null where there are none. */
export function typedWords(text: string): string | null {
  return text.trim() || null;
}

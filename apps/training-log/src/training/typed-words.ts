/** An optional text: null if it is empty. */
export function typedWords(text: string): string | null {
  return text.trim() || null;
}

interface Difference {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly file: string;
  readonly applied: string;
}

/**
 * The first place where a file differs from the executed statements, comments included; undefined
 * if it does not. The history has each statement as in the file, without the semicolon and the
 * surrounding blank space. Nothing else may be between them.
 */
export function firstDifference(
  text: string,
  statements: readonly string[],
): Difference | undefined {
  let position = 0;
  const differs = (applied: string): Difference => {
    // the first differing line, which shows the place
    const lines = text.slice(position).split('\n');
    const others = applied.split('\n');
    const same = others.findIndex((other, index) => lines[index]?.trimEnd() !== other.trimEnd());
    const offset = Math.max(same, 0);
    return {
      line: text.slice(0, position).split('\n').length + offset,
      file: lines[offset]?.trim() || '(nothing)',
      applied: others[offset]?.trim() || '(nothing)',
    };
  };
  const skipBetween = () => {
    while (/[\s;]/.test(text.charAt(position))) position += 1;
  };
  for (const statement of statements) {
    skipBetween();
    const trimmed = statement.trim();
    if (!text.startsWith(trimmed, position)) return differs(trimmed);
    position += trimmed.length;
  }
  skipBetween();
  return position < text.length ? differs('') : undefined;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** A name as the key of an object. */
export function key(name: string): string {
  // as a plain key it would be the prototype
  if (name === '__proto__') return '["__proto__"]';
  return identifier.test(name) ? name : JSON.stringify(name);
}

/** The access to a property: `.name`. */
export function property(name: string): string {
  return identifier.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A text as a literal. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/**
 * A comment with these paragraphs. Undefined ones are left out, and without paragraphs there is no
 * comment.
 */
export function docComment(...paragraphs: (string | undefined)[]): string {
  const lines = paragraphs
    .filter((paragraph) => paragraph !== undefined)
    // a comment in the database may contain anything
    .map((paragraph) => fold(paragraph.replaceAll('*/', '*\\/')))
    .flatMap((folded, index) => (index === 0 ? folded : ['', ...folded]));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** Breaks a text into lines that fit the page, after the comment's own characters. */
function fold(text: string, width = 92): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

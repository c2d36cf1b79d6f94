import type { Prose } from './sentences.ts';

/** The paragraphs, list items and cells of a Markdown file, without headings and code. */
export function markdownProse(file: string, text: string): Prose[] {
  const found: Prose[] = [];
  let current: Prose | undefined;
  let code = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*```/.test(line)) code = !code;
    const start = /^\s*(?:[-*] (?:\[.\] )?|\d+\. |> ?)/.exec(line)?.[0];
    if (code || /^\s*(?:$|#|```|\||<|---)/.test(line)) {
      current = undefined;
      if (!code && line.startsWith('|')) found.push(...cellsOf(file, index + 1, line));
    } else if (current && start === undefined) current.text += `\n${line}`;
    else {
      current = { file, line: index + 1, text: line.slice(start?.length ?? 0) };
      found.push(current);
    }
  }
  return found.map((prose) => ({ ...prose, text: withoutMarks(prose.text) }));
}

/** The cells of a row of a table. */
function cellsOf(file: string, line: number, row: string): Prose[] {
  return row
    .split(/(?<!\\)\|/)
    .filter((cell) => !/^[\s:-]*$/.test(cell))
    .map((text) => ({ file, line, text }));
}

/** Text without the marks of links and emphasis. */
function withoutMarks(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');
}

/** The descriptions of a command's options, as `--help` prints them. */
export function schemaProse(file: string, text: string): Prose[] {
  return text.split('\n').flatMap((content, index) => {
    const description = /"description": ("(?:[^"\\]|\\.)*")/.exec(content)?.[1];
    if (description === undefined) return [];
    return [{ file, line: index + 1, text: String(JSON.parse(description)) }];
  });
}

/** The comments of objects, and the messages and hints that functions raise. */
export function sqlProse(file: string, text: string): Prose[] {
  const literal = String.raw`'((?:[^']|'')*)'`;
  const places = new RegExp(
    String.raw`comment on [^;']+? is\s+${literal}|raise exception\s+${literal}|` +
      String.raw`\b(?:message|hint|detail)\s*(?:=|=>|:=)\s*${literal}`,
    'gi',
  );
  return [...text.matchAll(places)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    text:
      match
        .slice(1)
        .find((group) => group !== undefined)
        ?.replaceAll("''", "'") ?? '',
  }));
}

/** The comments of SQL, where lines that follow each other are one. */
export function sqlComments(file: string, text: string): Prose[] {
  const found: Prose[] = [];
  let last = -1;
  for (const [index, line] of text.split('\n').entries()) {
    const comment = /^\s*-- ?(?!\$|-)(.*)$/.exec(line)?.[1];
    if (comment === undefined) continue;
    const current = found.at(-1);
    if (current && index === last + 1) current.text += `\n${comment}`;
    else found.push({ file, line: index + 1, text: comment });
    last = index;
  }
  return found;
}

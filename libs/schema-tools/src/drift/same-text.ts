/**
 * Comments and blank space, and the texts that stay as they are: literals, quoted names,
 * dollar-quoted bodies.
 */
const token = new RegExp(
  [
    /--[^\n]*|\/\*[\s\S]*?\*\/|\s+/,
    /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/,
    /\$(\w*)\$[\s\S]*?\$\1\$|[\w$]+|./,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/**
 * Whether two texts of a function differ only in comments and blank space.
 *
 * @param language of the function: outside of SQL, only line ends may differ
 */
export function isSameBody(one: string, other: string, language: string | undefined): boolean {
  if (one === other) return true;
  return language === 'sql' || language === 'plpgsql'
    ? isSameSql(one, other)
    : lines(one) === lines(other);
}

/** Whether two texts of SQL differ only in comments and blank space. */
export const isSameSql = (one: string, other: string) => words(one) === words(other);

function words(text: string): string {
  return (text.match(token) ?? []).filter((part) => !/^(?:--|\/\*|\s)/.test(part)).join(' ');
}

const lines = (text: string) => text.replaceAll('\r\n', '\n').trim();

/** Comments, blank space, and what is kept as it is: texts, quoted names, bodies in dollars. */
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
 * Whether two texts of a function say the same but for comments and blank space.
 *
 * @param language of the function: of others than SQL only the ends of lines are alike
 */
export function isSameBody(one: string, other: string, language: string | undefined): boolean {
  if (one === other) return true;
  return language === 'sql' || language === 'plpgsql'
    ? isSameSql(one, other)
    : lines(one) === lines(other);
}

/** Whether two texts of SQL say the same but for comments and blank space. */
export const isSameSql = (one: string, other: string) => words(one) === words(other);

function words(text: string): string {
  return (text.match(token) ?? []).filter((part) => !/^(?:--|\/\*|\s)/.test(part)).join(' ');
}

const lines = (text: string) => text.replaceAll('\r\n', '\n').trim();

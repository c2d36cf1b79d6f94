/** An error that a function raises by itself. */
export interface Raised {
  readonly code: string;
  /** With `…` for what is filled in; undefined where it is computed. */
  readonly message?: string;
  readonly hint?: string;
}

/** The errors that the body of a plpgsql function raises, each once, in their order. */
export function raisesOf(body: string): Raised[] {
  const found = new Map<string, Raised>();
  for (const statement of statementsIn(body)) {
    const raise = /\braise\s+(?:exception\b|sqlstate\b|using\b|').*/is.exec(statement)?.[0];
    if (raise === undefined) continue;
    const code = codeOf(raise);
    if (code === undefined) continue;
    const plain = new RegExp(`^raise\\s+(?:exception\\s+)?${text}`, 'i').exec(raise)?.[1];
    const [message, hint] = [optionOf(raise, 'message') ?? plain, optionOf(raise, 'hint')];
    const one = {
      code,
      ...(message === undefined ? {} : { message: filled(message) }),
      ...(hint === undefined ? {} : { hint: filled(hint) }),
    };
    found.set(JSON.stringify(one), one);
  }
  return [...found.values()];
}

const text = `'((?:[^']|'')*)'`;

/** Undefined where it is computed. P0001 is what Postgres takes where none is given. */
function codeOf(raise: string): string | undefined {
  const given =
    optionOf(raise, 'errcode') ?? new RegExp(`\\bsqlstate\\s+${text}`, 'i').exec(raise)?.[1];
  return given ?? (/\berrcode\s*=/i.test(raise) ? undefined : 'P0001');
}

/** An option of `using` that is a text, or a text to be formatted. */
function optionOf(raise: string, name: string): string | undefined {
  const option = new RegExp(`\\b${name}\\s*:?=\\s*(?:format\\s*\\(\\s*)?${text}`, 'i');
  return option.exec(raise)?.[1];
}

/** A text with `…` for each value that is filled in. */
function filled(literal: string): string {
  return literal
    .replaceAll("''", "'")
    .replaceAll(/%(?:%|(?:\d+\$)?-?\d*[sIL]|)/g, (one) => (one === '%%' ? '%' : '…'));
}

/** A body in pieces that a semicolon ends, without comments; one within a text stays. */
function statementsIn(body: string): string[] {
  const tokens = body.matchAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|[^'/-]+|./g);
  const statements = [''];
  for (const [token] of tokens) {
    if (/^(?:--|\/\*)/.test(token)) continue;
    const [first = '', ...rest] = token.startsWith("'") ? [token] : token.split(';');
    statements.push(`${statements.pop()}${first}`, ...rest);
  }
  return statements;
}

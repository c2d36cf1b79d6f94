/** The address of a request, parsed once. */
export interface Address {
  readonly pathname: string;
  /** The decoded parts of the path. */
  readonly segments: readonly string[];
  /** The decoded parameters in order; one without `=` has no value. */
  readonly parameters: readonly (readonly [name: string, value: string | undefined])[];
}

/** Parses an address. Stray percent signs stay; bytes that are not UTF-8 are replaced. */
export function parseAddress(url: string): Address {
  const { pathname, search } = new URL(url);
  return {
    pathname,
    segments: pathname.slice(1).split('/').map(decodePercents),
    parameters: decodePairs(search.slice(1)),
  };
}

/** The pairs of a query or of a form. */
export function decodePairs(text: string): [name: string, value: string | undefined][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.replaceAll('+', ' ').split('=');
      return [
        decodePercents(name),
        value.length === 0 ? undefined : decodePercents(value.join('=')),
      ];
    });
}

function decodePercents(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

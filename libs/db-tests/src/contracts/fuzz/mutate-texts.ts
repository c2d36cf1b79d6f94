import { repeated, scalar, wellFormed, type Scalar } from './document.ts';
import { mutate, type Mutation, type Pick } from './mutation.ts';

/** The mutations of a text. */
export const textMutations = {
  'a text that differs a little': text(({ json }, pick) => {
    const value = wellFormed(json);
    return JSON.stringify(
      pick([
        value.slice(1),
        value.slice(0, -1),
        `${value} `,
        ` ${value}`,
        `${value}\n`,
        `\n${value}`,
        `${value}\u200b`,
        value.toUpperCase(),
        value.replace('_', '-'),
        value.replaceAll('-', ''),
        `{${value}}`,
        value.replace('6', 'g'),
        value.replace('0', '٠'),
        value.replace('e', 'е'),
      ]),
    );
  }),
  'a text as long as it may be, or not': {
    ...text(({ json, limits }, pick) => {
      if (!limits) return json;
      const { least, most } = limits;
      const length = pick([most, most + 1, most - 1, least, least - 1]);
      // characters of one and two UTF-16 units, of several code points, and escaped
      const character = pick(['n', '😀', 'e\u0301', '👩‍🚀', '\u0001', '\\"']);
      return JSON.stringify(repeated(Array.from(character), length).join(''));
    }),
    takes: (place) => place.kind === 'text' && place.limits !== undefined,
  },
  'a day that there is, or is not': mutate(
    'text',
    (place, pick) => {
      const [year = '', month = ''] = wellFormed(place.json).split('-');
      const day = pick([
        `${year}-${month}-${pick(['28', '29', '30', '31', '32', '00'])}`,
        `${year}-02-${pick(['28', '29', '30'])}`,
        `${year}-${pick(['00', '01', '12', '13'])}-01`,
        `${pick(['0000', '0001', '9999', '10000', '1900', '2000', '2100'])}-02-29`,
        `${year}-${month}-1`,
        `${year}-${month}-01T00:00:00`,
        `+${year}-${month}-01`,
        'today',
        'infinity',
      ]);
      return scalar('text', JSON.stringify(day), place.limits);
    },
    (place) => /^"\d{4}-\d\d-\d\d"$/.test(place.json),
  ),
  'a NUL character': text(insert(['\\u0000'])),
  'half of a surrogate pair': text(
    insert(['\\ud83d', '\\uDE00', '\\ude00\\ud83d', '\\ud83d\\ud83d', '\\ud83d\\n\\ude00']),
  ),
  'a surrogate pair as two escapes': text(
    insert(['\\ud83d\\ude00', '\\uD83D\\uDE00', '\\ud800\\udc00', '\\udbff\\udfff']),
  ),
  'characters as escapes': text(({ json }, pick) => {
    const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const value = wellFormed(json);
    const escaped = pick([1, value.length]);
    const first = value.slice(0, escaped).split('').map(escape).join('');
    return `"${first}${JSON.stringify(value.slice(escaped)).slice(1)}`;
  }),
  'characters that some treat as no character': text(
    insert(['\\ufffe', '\\uffff', '\ufeff', '\\u0001', '\\u007f', '\u2028', '\\/', '\u{10ffff}']),
  ),
} satisfies Record<string, Mutation>;

/** The mutations of a text with a format. */
export const regexMutations = {
  'another character somewhere': text(({ json }, pick) => {
    const all = Array.from(wellFormed(json));
    const at = pick([0, 1, 2, 3, 5, 8, 13, 21, all.length - 1, all.length]) % (all.length + 1);
    const other = pick(others);
    return JSON.stringify(
      [
        ...all.slice(0, at),
        ...pick([[other], [other, other], []]),
        ...all.slice(at + pick([0, 1])),
      ].join(''),
    );
  }),
} satisfies Record<string, Mutation>;

/** Characters that regular expressions may read in different ways. */
const others =
  'aAzZ09_-+.:@!%#/ \t\n\r\v\u0085\u00a0\u1680\u2003\u2028\ufeff\ue000\ud7ff\uffffKſİıéÉ٠９😀TZWP'.match(
    /./gsu,
  ) ?? [];

function text(change: (text: Scalar<'text'>, pick: Pick) => string): Mutation {
  return mutate('text', (place, pick) => scalar('text', change(place, pick), place.limits));
}

/** Inserts a piece into the notation of a text: first, last, or instead of all. */
function insert(parts: readonly string[]) {
  return ({ json }: Scalar<'text'>, pick: Pick): string => {
    const part = pick(parts);
    return pick([`"${part}"`, `"${part}${json.slice(1)}`, `${json.slice(0, -1)}${part}"`]);
  };
}

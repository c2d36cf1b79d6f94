import { add, halfway, neighbour, spellings } from './decimal.ts';
import { scalar, type Scalar } from './document.ts';
import { mutate, type Mutation, type Pick } from './mutation.ts';

/** The mutations of a number. `limits` are the contract's for this number. */
export const numberMutations = {
  'off by one': number(({ json }, pick) => add(json, pick(['1', '-1']))),
  'off by half a step or less': number(({ json }, pick) =>
    add(json, pick(['0.5', '-0.5', '0.25', '-0.25', '0.1', '-0.001', '1e-9', '-1e-9'])),
  ),
  'off by a bit of the double': number(({ json }, pick) => {
    const once = neighbour(Number(json), pick([1, -1]));
    return JSON.stringify(pick([once, neighbour(once, 1), neighbour(once, -1)]));
  }),
  'off by less than a double tells': number(({ json }, pick) =>
    add(json, pick(['1e-20', '-1e-20', '1e-16', '-1e-16', '4e-17', '-4e-17', '1e-60', '-1e-60'])),
  ),
  'between two doubles': number(({ json }, pick) =>
    add(halfway(Number(json), pick([1, -1])), pick(['0', '1e-90', '-1e-90'])),
  ),
  'past a limit': {
    ...number(({ json, limits }, pick) => {
      if (!limits) return json;
      const [limit, out] = pick([
        [limits.least, -1],
        [limits.most, 1],
      ] as const);
      const text = String(limit);
      return pick([
        text,
        add(text, `${out}`),
        add(text, `${out * 0.5}`),
        add(text, `${out}e-20`),
        add(text, `${out}e-400`),
        JSON.stringify(neighbour(limit, out)),
        halfway(limit, out),
        add(halfway(limit, out), `${out}e-90`),
        add(halfway(limit, out), `${-out}e-90`),
      ]);
    }),
    takes: (place) => place.kind === 'number' && place.limits !== undefined,
  },
  'the same number in other words': number(({ json }, pick) => pick(spellings(json))),
  'with many digits': number((_, pick) =>
    pick([
      '1.05000000000000000001',
      '1.0500000000000000444089209850062616169452667236328125',
      '0.39999999999999999999',
      '0.0249999999999999999999999',
      '8.000000000000000001',
      '8.000000000000001',
      '7.99999999999999999999999999999',
      '99.99999999999999999999',
      '200.000000000000000000000001',
      '1.0000000000000000000001',
      '0.99999999999999994448884876874217297882',
      '0.99999999999999994448884876874217297881',
      '3.141592653589793238462643383279',
    ]),
  ),
  'huge or tiny': number((_, pick) =>
    pick([
      '1e9',
      '-1e9',
      '1e21',
      '1E2',
      '1e308',
      '-1e308',
      '1.7976931348623157e308',
      '1.7976931348623158e308',
      '1.7976931348623159e308',
      '1.79769313486231580793e308',
      '1e309',
      '-1e400',
      '1e400',
      '1e131071',
      '1e131072',
      '1e-7',
      '1e-310',
      '-1e-310',
      '5e-324',
      '2.5e-324',
      '2.4703282292062327208e-324',
      '2.4703282292062328e-324',
      '-2.4e-324',
      '1e-400',
      '-1e-400',
      // Postgres has no number with more than 16,383 decimals. jsonb refuses 1e-16384, and no
      // contract can change that. JSON.stringify writes nothing below 5e-324.
      '1e-9999',
      '0e-9999',
      '0e9999',
    ]),
  ),
  'around 2 to the power of 53': number((_, pick) =>
    pick([
      '9007199254740990',
      '9007199254740991',
      '9007199254740991.0',
      '9007199254740991.4',
      '9007199254740991.5',
      '9007199254740992',
      '9007199254740993',
      '-9007199254740991',
      '-9007199254740993',
      '9.007199254740991e15',
      '9007199254740991e0',
      '4294967296',
      '2147483648',
      '9223372036854775808',
      '18446744073709551616',
    ]),
  ),
  'minus zero': number((_, pick) =>
    pick(['-0', '-0.0', '0.0', '-0e0', '-0E+5', '0e-5', '-0.000000000000000000000']),
  ),
  'a number in text': mutate('number', ({ json }, pick) => {
    const texts = ['NaN', 'Infinity', '-Infinity', '', ' ', '0x10', '1e5', 'null', 'true'] as const;
    return scalar('text', JSON.stringify(pick([json, json, ...texts])));
  }),
} satisfies Record<string, Mutation>;

function number(change: (number: Scalar<'number'>, pick: Pick) => string): Mutation {
  return mutate('number', (place, pick) => {
    // a number with thousands of digits reveals nothing more
    const isLong = place.json.length > 200 || /e[+-]?\d{3}/i.test(place.json);
    const base = isLong ? { ...place, json: '7' } : place;
    return { ...base, json: change(base, pick) };
  });
}

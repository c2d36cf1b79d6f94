import { textLike } from './text-like.ts';

// Texts that stand for something else in Postgres. Calls are marked as pure, so a bundler leaves
// out unused schemas.

/** `bytea`: `\x` and two hexadecimal digits a byte. */
export const bytea = /* @__PURE__ */ textLike('bytes such as "\\x00ff"', (value) =>
  /^\\x(?:[\da-f]{2})*$/i.test(value),
);

/** `bit(length)`: exactly so many zeros and ones. */
export function bit(length: number) {
  return textLike(
    `${length} zeros and ones`,
    (value) => value.length === length && /^[01]*$/.test(value),
  );
}

/** `bit varying(length)`: at most so many zeros and ones. */
export function varbit(length = Number.POSITIVE_INFINITY) {
  const most = Number.isFinite(length) ? `at most ${length} ` : '';
  return textLike(
    `${most}zeros and ones`,
    (value) => value.length <= length && /^[01]*$/.test(value),
  );
}

/** `inet`: an address, with or without the length of its network. */
export const inet = /* @__PURE__ */ textLike('an address such as 192.168.0.1/24', (value) => {
  const [address = '', bits, ...rest] = value.split('/');
  const most = bitsOf(address);
  return most !== undefined && rest.length === 0 && (bits === undefined || isCount(bits, most));
});

/** `cidr`: a network, its bits to the right of the length zero. */
export const cidr = /* @__PURE__ */ textLike('a network such as 10.0.0.0/8', (value) => {
  const [address = '', bits = '', ...rest] = value.split('/');
  const most = bitsOf(address);
  if (most === undefined || rest.length > 0 || !isCount(bits, most)) return false;
  const digits = most === 32 ? v4Bits(address) : v6Bits(address);
  return !digits.slice(Number(bits)).includes('1');
});

/** The bits of an address of version 4 or 6; undefined if it is none. */
function bitsOf(address: string): 32 | 128 | undefined {
  if (isV4(address)) return 32;
  return isV6(address) ? 128 : undefined;
}

function isV4(address: string): boolean {
  const parts = address.split('.');
  return parts.length === 4 && parts.every((part) => isCount(part, 255));
}

function isV6(address: string): boolean {
  const halves = v6Groups(address);
  const groups = halves.flat();
  return (
    halves.length <= 2 &&
    groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) &&
    (halves.length === 2 ? groups.length < 8 : groups.length === 8)
  );
}

/** The groups before and after `::`, an address of version 4 at the end as two of them. */
function v6Groups(address: string): string[][] {
  const [, before, v4 = ''] = /^(.*:)([\d.]+)$/.exec(address) ?? [];
  const plain =
    before !== undefined && isV4(v4)
      ? before +
        [v4Bits(v4).slice(0, 16), v4Bits(v4).slice(16)]
          .map((half) => Number.parseInt(half, 2).toString(16))
          .join(':')
      : address;
  return plain.split('::').map((half) => (half === '' ? [] : half.split(':')));
}

function v4Bits(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function v6Bits(address: string): string {
  const [before = [], after] = v6Groups(address);
  const missing = after ? 8 - before.length - after.length : 0;
  return [...before, ...Array.from({ length: missing }, () => '0'), ...(after ?? [])]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

function isCount(text: string, most: number): boolean {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= most;
}

/** `macaddr`: six bytes. */
export const macaddr = /* @__PURE__ */ textLike('an address such as 08:00:2b:01:02:03', (value) =>
  /^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(value),
);

/** `macaddr8`: eight bytes. */
export const macaddr8 = /* @__PURE__ */ textLike(
  'an address such as 08:00:2b:01:02:03:04:05',
  (value) => /^[\da-f]{2}(?::[\da-f]{2}){7}$/i.test(value),
);

/** For Postgres a zero in front makes some of these octal. */
const wholeNumber = /^(?:0|[1-9]\d{0,19})$/;

/** `oid`, `xid` and `cid`: a whole number of four bytes, which JSON has as a text. */
export const oid = /* @__PURE__ */ textLike(
  'the digits of a whole number up to 4294967295',
  (value) => wholeNumber.test(value) && Number(value) <= 2 ** 32 - 1,
);

/** `xid8`: a whole number of eight bytes, which JSON has as a text. */
export const xid8 = /* @__PURE__ */ textLike(
  'the digits of a whole number up to 18446744073709551615',
  (value) => wholeNumber.test(value) && value.padStart(20, '0') <= '18446744073709551615',
);

/** `tid`: the place of a row. */
export const tid = /* @__PURE__ */ textLike('the place of a row such as (0,1)', (value) => {
  const [, block, row] = /^\((\d{1,10}),(\d{1,5})\)$/.exec(value) ?? [];
  return row !== undefined && Number(block) <= 2 ** 32 - 1 && Number(row) <= 2 ** 16 - 1;
});

/** `pg_lsn`: a place in the log. */
export const lsn = /* @__PURE__ */ textLike('a place in the log such as 16/B374D848', (value) =>
  /^[\da-f]{1,8}\/[\da-f]{1,8}$/i.test(value),
);

/**
 * `vector(dimensions)` of pgvector: numbers of four bytes in brackets.
 *
 * @param dimensions how many; any if not given
 */
export function vector(dimensions?: number) {
  const many = dimensions === undefined ? '' : ` of ${dimensions}`;
  return textLike(`a vector${many} such as [1,2.5,3]`, (value) => {
    const [, list] = /^\[(.+)\]$/.exec(value) ?? [];
    const numbers = list?.split(',') ?? [];
    return (
      numbers.length > 0 &&
      (dimensions === undefined || numbers.length === dimensions) &&
      numbers.every((number) => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(number)) &&
      numbers.every((number) => Math.abs(Number(number)) < 2 ** 128 - 2 ** 103)
    );
  });
}

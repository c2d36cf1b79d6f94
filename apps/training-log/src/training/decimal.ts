import { oncePerKey } from './once-per-key.ts';

/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6];

function toAsciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((one) => code >= one && code < one + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/**
 * A number as people type it. A comma is a decimal point: it is on half the world's keypads. Where
 * there are both, the last one is the point and the other one groups.
 *
 * @returns with how many digits it has behind the point; undefined where it is not understood
 */
export function readDecimal(typed: string): { value: number; digits: number } | undefined {
  const text = toAsciiDigits(typed.trim())
    .replaceAll('٫', '.')
    .replaceAll(/(?<=\d)[\s'’](?=\d{3}(\D|$))/gu, '');
  const point = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  const groups = text[point] === ',' ? /(?<=\d)\.(?=\d{3}(\D|$))/g : /(?<=\d),(?=\d{3}(\D|$))/g;
  const whole = point < 0 ? text : text.slice(0, point).replaceAll(groups, '');
  const plain = point < 0 ? whole : `${whole}.${text.slice(point + 1)}`;
  if (!/^(\d{1,7}(\.\d*)?|\.\d+)$/.test(plain)) return undefined;
  return { value: Number(plain), digits: plain.split('.')[1]?.replace(/0+$/, '').length ?? 0 };
}

/** A whole number as it was typed; undefined where it is none. */
export function readCount(typed: string): number | undefined {
  const decimal = readDecimal(typed);
  return decimal !== undefined && decimal.digits === 0 ? decimal.value : undefined;
}

const upToTwo = oncePerKey((locale: string | undefined) => numberFormat(2, locale));
const upToThree = oncePerKey((locale: string | undefined) => numberFormat(3, locale));

/** A number for a field, in the lifter's locale, with at most two or three decimals. */
export function showNumber(value: number, locale?: string, digits: 2 | 3 = 3): string {
  return (digits === 2 ? upToTwo : upToThree)(locale).format(value);
}

function numberFormat(maximumFractionDigits: number, locale?: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { maximumFractionDigits, useGrouping: false });
}

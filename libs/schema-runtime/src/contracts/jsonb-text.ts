/**
 * How many bytes of UTF-8 Postgres writes for a `jsonb`: `octet_length(value::text)`. Against
 * `JSON.stringify` that is a space more after each comma and colon, and numbers without an
 * exponent: 1e21 has 22 digits.
 *
 * @param value JSON as `findNoJson` found it
 * @param enough where to stop counting; then the answer is some number above it
 */
export function jsonbTextBytes(value: unknown, enough = Number.POSITIVE_INFINITY): number {
  switch (typeof value) {
    case 'string':
      return utf8Bytes(JSON.stringify(value));
    case 'number':
      return digits(value);
    case 'boolean':
      return value ? 4 : 5;
    case 'object':
      return value === null ? 4 : bytesOfMany(value, enough);
    default:
      return 0;
  }
}

function bytesOfMany(value: object, enough: number): number {
  const isList = Array.isArray(value);
  // the brackets, without the comma that the first element has not
  let bytes = 0;
  for (const [key, element] of Object.entries(value)) {
    // as JSON.stringify leaves it out
    if (element === undefined) continue;
    // ", " and `"key": `
    bytes += 2 + (isList ? 0 : utf8Bytes(JSON.stringify(key)) + 2);
    bytes += jsonbTextBytes(element, enough - bytes);
    if (bytes > enough) break;
  }
  return bytes === 0 ? 2 : bytes;
}

/** The length of a number in plain decimals: 0.0000001 for 1e-7. */
function digits(value: number): number {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa.length;
  const significant = mantissa.replace(/\D/g, '').length;
  const sign = value < 0 ? 1 : 0;
  const power = Number(exponent);
  return sign + (power > 0 ? power + 1 : 1 - power + significant);
}

/** Without TextEncoder, which the types of plain ES do not have. The text has no lone surrogate. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // a pair of surrogates is four bytes: two for each half
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

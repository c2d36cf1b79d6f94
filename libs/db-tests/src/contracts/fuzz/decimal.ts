/** An exact decimal number: `digits / 10 ** scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Enough decimals for the exact value of any double near a bound of a contract. */
const exactDecimals = 80;

/** The exact sum of two numbers, as plain decimals or with exponents of a few digits. */
export function add(text: string, amount: string): string {
  const [a, b] = [read(text), read(amount)];
  const scale = Math.max(a.scale, b.scale);
  return write({ digits: raise(a, scale) + raise(b, scale), scale });
}

/** The number in other notations: `8.5` as `8.500`, `85e-1`, `0.85E+1` and more. */
export function spellings(text: string): string[] {
  const { digits, scale } = read(text);
  const sign = digits < 0n || text.startsWith('-') ? '-' : '';
  const all = (digits < 0n ? -digits : digits).toString();
  // more zeros may follow at the end, but none may precede it
  const more = all === '0' ? '' : '00';
  const plain = write({ digits, scale });
  const exponent = (power: number) => `${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  const point = plain.includes('.') ? '' : '.';
  return [
    `${plain}${point}0`,
    `${plain}${point}${'0'.repeat(30)}`,
    `${plain}e0`,
    `${plain}E-0`,
    `${plain}e+00`,
    `${sign}${all}e${-scale}`,
    `${sign}${all}${more}E${-scale - more.length}`,
    `${sign}0.${all}e${exponent(all.length - scale)}`,
    `${sign}0.000${all}E${exponent(all.length - scale + 3)}`,
  ];
}

/** The next double above, or below. */
export function neighbour(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0] = (bits[0] ?? 0n) + BigInt(value > 0 ? direction : -direction);
  return new Float64Array(bits.buffer)[0] ?? value;
}

/** The middle between a double and the next one: rounding decides how it is read. */
export function halfway(value: number, direction: 1 | -1): string {
  const other = neighbour(value, direction);
  const sum = read(value.toFixed(exactDecimals)).digits + read(other.toFixed(exactDecimals)).digits;
  return write({ digits: sum * 5n, scale: exactDecimals + 1 });
}

function read(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  const scale = decimals.length - Number(exponent);
  const digits = BigInt(whole + decimals);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function raise({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}

/** As plain decimals, without trailing zeros. */
function write({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = all.slice(0, all.length - scale);
  const decimals = all.slice(all.length - scale).replace(/0+$/, '');
  return sign + whole + (decimals === '' ? '' : `.${decimals}`);
}

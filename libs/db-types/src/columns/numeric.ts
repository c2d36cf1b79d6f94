import * as z from 'zod';
import { expected } from './expected.ts';

/**
 * A JavaScript number holds any 15 digits. The number that no longer fits has one digit more
 * than the column, and has to be told from its neighbours too.
 */
const mostDigits = 14;

/**
 * `numeric(precision, scale)`, as a JavaScript number. Postgres rounds to `scale` digits,
 * halves away from zero, and only then looks whether the number fits: `numeric(3, 1)` takes
 * 99.94, stores 99.9, and refuses 99.95.
 *
 * @throws RangeError if the precision is more than 14 digits
 */
export function numeric(precision: number, scale: number) {
  if (precision > mostDigits) {
    throw new RangeError(
      `numeric(${precision}, ${scale}) has more than ${mostDigits} digits, past what JavaScript's numbers tell apart`,
    );
  }
  const nines = '9'.repeat(precision);
  const most = Number(`${nines}e${-scale}`);
  // half a unit of the last digit more is where rounding leaves the range: 99.95
  const tooMuch = Number(`${nines}5e${-scale - 1}`);
  const error = expected(`a number from ${-most} to ${most}`);
  return z.number({ error }).gt(-tooMuch, { error }).lt(tooMuch, { error });
}

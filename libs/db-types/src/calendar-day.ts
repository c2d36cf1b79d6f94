/**
 * The calendar day of a moment where the phone is, as a `date` column holds it: `2026-02-22`. It is
 * what `planned_date` and the other days are compared with. The day in UTC, which
 * `toISOString().slice(0, 10)` gives, is another for hours of every day: yesterday until 05:45 in
 * Kathmandu, tomorrow from the afternoon on in Los Angeles.
 *
 * @param moment now if not given
 * @throws RangeError if it is no date, or outside of the years 1 to 9999
 */
export function calendarDay(moment: Date = new Date()): string {
  const year = moment.getFullYear();
  if (!(year >= 1 && year <= 9999)) {
    throw new RangeError(`expected a date in the years 1 to 9999, got ${String(moment)}`);
  }
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(moment.getMonth() + 1, 2)}-${digits(moment.getDate(), 2)}`;
}

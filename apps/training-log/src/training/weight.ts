/** The smallest step of a loaded bar: a plate of 1.25 kg on each side. */
const plateStep = 2500;
/** What an empty bar weighs, in grams. */
export const emptyBar = 20_000;

/** Grams as the lifter reads them: `142.5 kg`, in the lifter's locale. */
export function inKg(grams: number, locale?: string): string {
  return `${kgNumber(grams, locale)} kg`;
}

/** Grams as a number of kg without the unit, for a field. */
export function kgNumber(grams: number, locale?: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false }).format(
    grams / 1000,
  );
}

/**
 * Grams of what was typed in kg, to the nearest step of 2.5 kg. A comma is a decimal point: it is
 * on half the world's keypads.
 *
 * @returns undefined where it is no number
 */
export function gramsOf(typed: string): number | undefined {
  const plain = typed.trim().replace(',', '.');
  if (!/^\d{1,6}(\.\d*)?$/.test(plain)) return undefined;
  return toPlates(Number(plain) * 1000);
}

/** To the nearest weight that plates make. */
export function toPlates(grams: number): number {
  return Math.round(grams / plateStep) * plateStep;
}

/** A step up (1) or down (-1) to a weight that plates make, never below nothing. */
export function nextPlate(grams: number, direction: 1 | -1): number {
  const steps = grams / plateStep;
  const next = direction === 1 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1;
  return Math.max(0, next * plateStep);
}

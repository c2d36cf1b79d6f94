/** Texts for a field with their meanings; undefined if the app must not understand the text. */
type Typings<Value> = readonly (readonly [text: string, value: Value | undefined])[];

/** Weights in kg, in grams. */
export const weights: Typings<number> = [
  ['81.3', 81_300],
  ['82,5 kg', 82_500],
  ['80.001', 80_001],
  ['१४१.२', 141_200],
  ['61,3', 61_300],
  ['100', 100_000],
  ['0', 0],
  ['heavy', undefined],
  ['1125', undefined],
  ['80.0001', undefined],
  ['-5', undefined],
  ['', undefined],
];

export const reps: Typings<number> = [
  ['5', 5],
  ['0', 0],
  ['12', 12],
  ['1', 1],
  ['five', undefined],
  ['250', undefined],
  ['5.5', undefined],
  ['', undefined],
];

/** An empty RPE is unknown. */
export const rpes: Typings<number | null> = [
  ['', null],
  ['8', 8],
  ['8,5', 8.5],
  ['12', undefined],
  ['8.3', undefined],
  ['hard', undefined],
];

/** The meaning of a text by these tables. A text from the app itself is a plain number. */
export function meaningOf<Value>(
  typings: Typings<Value>,
  text: string,
  { perUnit = 1, most = 10 } = {},
): Value | number | undefined {
  const found = typings.find(([one]) => one === text);
  if (found !== undefined) return found[1];
  // repeated taps on a button may have exceeded the limits
  const value = Math.round(Number(text) * perUnit);
  return value > most ? undefined : value;
}

// What generated row schemas are made of: a schema for each type of a column.
export { computed, noSuch } from './keys.ts';
export { bigint, integer, numeric, smallint, wholeNumber } from './numbers.ts';
export { limitedText, limitedTextArray, text, textArray } from './text.ts';
export { date, timestamptz } from './times.ts';
export { boolean, oneOf, uuid } from './values.ts';

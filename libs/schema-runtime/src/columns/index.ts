// What generated row schemas are made of: a schema for each type of a column.
export { doublePrecision, numericOrNaN, real, wideNumeric } from './floats.ts';
export {
  bit,
  bytea,
  cidr,
  inet,
  lsn,
  macaddr,
  macaddr8,
  oid,
  tid,
  varbit,
  vector,
  xid8,
} from './formats.ts';
export { box, circle, line, lseg, path, point, polygon } from './geometry.ts';
export { json, presentJson, type Json } from './json.ts';
export { computed, noSuch } from './keys.ts';
export { listOf, nestedListOf } from './lists.ts';
export { bigint, integer, numeric, smallint, wholeNumber } from './numbers.ts';
export { multirange, range } from './ranges.ts';
export { limitedText, limitedTextArray, text, textArray } from './text.ts';
export { date, timestamptz } from './times.ts';
export { boolean, oneOf, uuid } from './values.ts';
export {
  anyDate,
  anyTimestamp,
  anyTimestamptz,
  interval,
  time,
  timestamp,
  timetz,
} from './wide-times.ts';

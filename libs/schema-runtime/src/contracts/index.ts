// What contracts of JSON documents are made of. The compiler to SQL knows each of these.
export { day, lengthError, list, strict, text, uuid, word } from './building-blocks.ts';
export { contractErrors, mustBe, wrongType } from './errors.ts';
export { deepest } from './json-value.ts';
export { halfSteps, number, wholeNumber } from './numbers.ts';
export { atLeastOne, maxDepth, ordered, uniqueBy } from './ruled.ts';
export { declareRules, rulesOf, type Rule } from './rules.ts';
export { withRule } from './with-rule.ts';

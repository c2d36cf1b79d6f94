import type * as z from 'zod';
import * as broken from './broken.ts';
import { addRule, type Broken, type Rule } from './rules.ts';

/** The schema with a rule more, whichever it is: it brings the checks of all of them. */
export function withRule<Schema extends z.ZodType>(schema: Schema, rule: Rule): Schema {
  return addRule(schema, rule, checkOf(rule));
}

function checkOf(rule: Rule): Broken {
  switch (rule.rule) {
    case 'ordered':
      return broken.brokenOrder(rule);
    case 'unique_by':
      return broken.brokenUnique(rule);
    case 'at_least_one':
      return broken.brokenAtLeastOne(rule);
    case 'step':
      return broken.brokenStep(rule);
    case 'calendar_day':
      return broken.brokenDay;
    case 'storable_text':
      return broken.brokenText;
    case 'json_object':
      return broken.brokenObject(rule);
    case 'max_depth':
      return broken.brokenDepth(rule);
    default:
      return rule satisfies never;
  }
}

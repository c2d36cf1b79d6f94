import * as z from 'zod';
import { ToolError } from '@parakeet/command-kit';
import { Asked, cannot } from './asked.ts';
import type { TextForm, TextNode } from './contract-node.ts';
import { isStorable } from './read-values.ts';
import { coerceRefusal, formatRefusal } from './refusals.ts';
import { RegexRefusal } from './regex/parse-regex.ts';
import { regexPattern } from './regex/regex-pattern.ts';

export function readText(schema: z.core.$ZodString, path: string): TextNode {
  if (schema._zod.def.coerce === true) throw cannot(path, ...coerceRefusal('a text'));
  const asked = new Asked(schema, path);
  const lengths = asked.lengths();
  // jsonb holds no other text
  asked.rules('storable_text');
  const isDay = asked.rules('calendar_day').length > 0;
  const isFormat = schema instanceof z.core.$ZodStringFormat;
  const isGuid = isFormat && schema._zod.def.format === 'guid';
  const forms = [...(isFormat && !isGuid ? [schema] : []), ...asked.takeForms()].flatMap((one) =>
    readForm(one, path),
  );
  asked.nothingElse();
  return {
    kind: 'text',
    ...lengths,
    ...(isGuid ? { pattern: guid } : {}),
    ...(forms.length === 0 ? {} : { forms }),
    ...(isDay ? { isDay } : {}),
  };
}

/** A text of parts, for which Zod builds a regular expression. */
export function readTemplate(schema: z.core.$ZodTemplateLiteral, path: string): TextNode {
  new Asked(schema, path).nothingElse();
  return { kind: 'text', forms: [matches(schema._zod.pattern, path)] };
}

/** Formats that Zod checks in JavaScript; their pattern is weaker or missing. */
const tested: readonly (abstract new (...args: never[]) => unknown)[] = [
  z.core.$ZodURL,
  z.core.$ZodIPv6,
  z.core.$ZodCIDRv6,
  z.core.$ZodBase64,
  z.core.$ZodBase64URL,
  z.core.$ZodCreditCard,
  z.core.$ZodIBAN,
  z.core.$ZodJWT,
  z.core.$ZodCustomStringFormat,
];

function readForm(check: z.core.$ZodCheck | z.core.$ZodStringFormat, path: string): TextForm[] {
  if (check instanceof z.core.$ZodCheckStartsWith) {
    return part('starts_with', check._zod.def.prefix, path);
  }
  if (check instanceof z.core.$ZodCheckEndsWith) {
    return part('ends_with', check._zod.def.suffix, path);
  }
  if (check instanceof z.core.$ZodCheckIncludes) {
    const { includes, position = 0 } = check._zod.def;
    if (position > 0) {
      throw cannot(path, 'includes() with a position', 'Use a regular expression.');
    }
    return part('includes', includes, path);
  }
  if (!(check instanceof z.core.$ZodCheckStringFormat)) {
    throw cannot(path, 'a check of the format of a text', 'Use a regular expression.');
  }
  const { format, pattern } = check._zod.def;
  if (pattern === undefined || tested.some((one) => check instanceof one)) {
    throw cannot(path, ...formatRefusal(format));
  }
  return [matches(pattern, path, format === 'regex' ? undefined : format)];
}

function part(form: 'starts_with' | 'ends_with' | 'includes', text: string, path: string) {
  if (!isStorable(text)) {
    throw cannot(path, `${form} of ${JSON.stringify(text)}`, 'jsonb cannot store that text.');
  }
  return text === '' ? [] : [{ form, text }];
}

function matches(regex: RegExp, path: string, name?: string): TextForm {
  try {
    return {
      form: 'matches',
      written: String(regex),
      ...regexPattern(regex),
      ...(name === undefined ? {} : { name }),
    };
  } catch (cause) {
    if (!(cause instanceof RegexRefusal)) throw cause;
    throw cannot(path, `${cause.message}, in ${String(regex)}`, cause.instead);
  }
}

/** Five groups of hexadecimal digits: Zod's `guid`, which JavaScript and Postgres read alike. */
const guid = '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$';
if (z.core.regexes.guid.source !== guid) {
  throw new ToolError(`Zod's guid is now ${z.core.regexes.guid.source}`, {
    next: 'libs/schema-tools/src/contracts/read-text.ts has to follow it.',
  });
}

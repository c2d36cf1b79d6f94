import { inspect } from 'node:util';
import * as z from 'zod';
import { Asked, cannot } from './asked.ts';
import type { AnyObjectNode, NumberNode, OneOfNode } from './contract-node.ts';
import { coerceRefusal, typeRefusal } from './refusals.ts';

/** The JSON scalars of literals and enums, as far as SQL can have them. */
export function readScalars(
  values: Iterable<unknown>,
  path: string,
): OneOfNode['values'][number][] {
  return Array.from(values, (value) => {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && isStorable(value)) return value;
    throw cannot(
      path,
      `a literal that is not JSON: ${inspect(value)}`,
      'Use text without NUL and lone surrogates, a finite number, true, false or null.',
    );
  });
}

/** Whether jsonb can hold the text: no NUL, no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Above this number, the tolerance of Zod's `multipleOf` matters. */
const exactMultiples = 2 ** 48;

export function readNumber(schema: z.core.$ZodNumber, path: string): NumberNode {
  const { def } = schema._zod;
  if (def.coerce === true) throw cannot(path, ...coerceRefusal('a number'));
  const asked = new Asked(schema, path);
  const formats = [
    ...(schema instanceof z.core.$ZodNumberFormat ? [schema._zod.def.format] : []),
    ...asked.take('number_format').map(({ format }) => format),
  ];
  const isWhole = formats.some((format) => format.includes('int'));
  const lower = asked.take('greater_than').map((check) => lowest(check, isWhole, path));
  const upper = asked
    .take('less_than')
    .map(({ value, inclusive }) => -lowest({ value: -Number(value), inclusive }, isWhole, path));
  const ranges = formats.map((format) => z.core.util.NUMBER_FORMAT_RANGES[format]);
  const least = Math.max(-Number.MAX_VALUE, ...ranges.map(([from]) => from), ...lower);
  const most = Math.min(Number.MAX_VALUE, ...ranges.map(([, to]) => to), ...upper);
  if (!Number.isFinite(least) || !Number.isFinite(most)) {
    throw cannot(
      path,
      'a bound that no number can meet',
      'Use z.never() for a key that must be absent.',
    );
  }
  const multiples = asked.take('multiple_of').map(({ value }) => value);
  const [rule] = asked.rules('step');
  asked.nothingElse();
  const step = multiples.length > 0 ? multipleOf(multiples, path) : undefined;
  if (step !== undefined && (!isWhole || Math.max(-least, most) > exactMultiples)) {
    throw cannot(
      path,
      `multipleOf(${step}) of numbers that may be large or fractional`,
      'Zod rounds there. Use z.int() with bounds below 2 ** 48, or halfSteps() for steps of 0.5.',
    );
  }
  return {
    kind: 'number',
    least: least + 0,
    most: most + 0,
    ...(isWhole ? { step: step ?? 1 } : rule ? { step: rule.step } : {}),
  };
}

/** The smallest double, or whole number, that satisfies a lower bound. */
function lowest(
  { value, inclusive }: Pick<z.core.$ZodCheckGreaterThanDef, 'value' | 'inclusive'>,
  isWhole: boolean,
  path: string,
): number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw cannot(path, 'a bound that is not a number', 'Use a number.');
  }
  if (isWhole) return inclusive ? Math.ceil(value) : Math.floor(value) + 1;
  // Postgres has numbers between the bound and the next double; clients read them as the bound
  return inclusive ? value : nextDouble(value);
}

/** The next double above. */
function nextDouble(value: number): number {
  if (!Number.isFinite(value)) return value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  if (value === 0) view.setBigInt64(0, 1n);
  else view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

function multipleOf(steps: readonly (number | bigint)[], path: string): number {
  const [step, ...others] = steps;
  const isWhole = typeof step === 'number' && Number.isInteger(step) && step > 0;
  if (!isWhole || step > exactMultiples || others.length > 0) {
    throw cannot(
      path,
      `multipleOf(${steps.join(') and multipleOf(')})`,
      'Use one whole number above 0, on z.int() with bounds.',
    );
  }
  return step;
}

export function readAnyObject(schema: z.core.$ZodCustom, path: string): AnyObjectNode {
  // `z.custom()` without a function has one without parameters, which returns true
  if (schema._zod.def.fn.length > 0) {
    throw cannot(path, 'a custom schema with a function', typeRefusal('custom')[1]);
  }
  const asked = new Asked(schema, path);
  const [rule] = asked.rules('json_object');
  asked.nothingElse();
  if (!rule) {
    throw cannot(path, 'a custom schema without the rule json_object', typeRefusal('custom')[1]);
  }
  return { kind: 'any_object', maxDepth: rule.max_depth, maxBytes: rule.max_bytes };
}

import * as z from 'zod';

/** A schema directly inside another one. */
interface Inside {
  /** The addition to the outer path: `.key`, `[]`, `[0]`, `|1`, `.*` or ''. */
  readonly step: string;
  readonly part: z.core.$ZodType;
  /** A catchall, the rest of a tuple, or the input of a pipe: no sentence is recorded for it. */
  readonly isSecondary?: true;
}

/** The schemas directly inside a schema, with the steps to them. */
export function insideOf(schema: z.core.$ZodType): Inside[] {
  const secondary = (step: string, part: z.core.$ZodType | null | undefined): Inside[] =>
    part ? [{ step, part, isSecondary: true }] : [];
  if (schema instanceof z.core.$ZodObject) {
    const { shape, catchall } = schema._zod.def;
    const keys = Object.entries(shape).map(([key, part]) => ({ step: `.${key}`, part }));
    return [...keys, ...secondary('.*', catchall)];
  }
  if (schema instanceof z.core.$ZodArray) return [{ step: '[]', part: schema._zod.def.element }];
  if (schema instanceof z.core.$ZodTuple) {
    const { items, rest } = schema._zod.def;
    return [...items.map((part, at) => ({ step: `[${at}]`, part })), ...secondary('[]', rest)];
  }
  if (schema instanceof z.core.$ZodRecord) {
    return [{ step: '.*', part: schema._zod.def.valueType }];
  }
  if (schema instanceof z.core.$ZodUnion) {
    return schema._zod.def.options.map((part, at) => ({ step: `|${at + 1}`, part }));
  }
  if (schema instanceof z.core.$ZodPipe) {
    return [...secondary('', schema._zod.def.in), { step: '', part: schema._zod.def.out }];
  }
  const part = schema instanceof z.core.$ZodLazy ? schema._zod.innerType : wrappedBy(schema);
  return part ? [{ step: '', part }] : [];
}

/** The schemas directly inside a schema. */
export function partsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  return insideOf(schema).map(({ part }) => part);
}

/** The schema of a present value: the inside of `optional`, `default` and so on. */
export function wrappedBy(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodNonOptional ||
    schema instanceof z.core.$ZodReadonly
  ) {
    return schema._zod.def.innerType;
  }
  return undefined;
}

/** Zod's `json()`: a lazy union of all that JSON has. */
export function isJson(schema: z.core.$ZodLazy): boolean {
  const union = schema._zod.innerType;
  if (!(union instanceof z.core.$ZodUnion)) return false;
  const types = union._zod.def.options.map((option) => {
    const isItself = partsOf(option).every((part) => part === schema);
    return isItself && (option._zod.def.checks ?? []).length === 0 ? option._zod.def.type : '';
  });
  return types.join(' ') === 'string number boolean null array record';
}

const recursive = new WeakMap<z.core.$ZodType, boolean>();

/** Whether a schema contains itself. */
export function isRecursive(schema: z.core.$ZodType): boolean {
  const known = recursive.get(schema);
  if (known !== undefined) return known;
  const seen = new Set<z.core.$ZodType>();
  const open = partsOf(schema);
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (seen.has(part)) continue;
    seen.add(part);
    open.push(...partsOf(part));
  }
  recursive.set(schema, seen.has(schema));
  return seen.has(schema);
}

/** Whether Zod accepts an object without this schema's key. */
export function mayBeMissing(schema: z.core.$ZodType): boolean {
  const { optin, optout } = schema._zod;
  return optin !== undefined && (optout === 'optional' || takesUndefined(schema));
}

/** Whether Zod accepts `undefined`, which is how it sees a missing place of a list. */
export function takesUndefined(schema: z.core.$ZodType): boolean {
  return z.core.safeParse(schema, undefined).success;
}

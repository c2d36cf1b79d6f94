import { maxDepth } from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { Branches, Category, Chain } from './shape-parts.ts';

/* Small contracts of the kinds that teams write for JSON columns. The fuzzer tries each of them. */

const role = z.enum(['owner', 'admin', 'member']);

export const StripObject = z.object({ theme: z.enum(['dark', 'light']), size: z.int() });
export const LooseObject = z.looseObject({ id: z.string(), name: z.string().optional() });
export const StrictObject = z.strictObject({ on: z.boolean(), note: z.string().max(5).nullish() });
export const CatchallObject = z.object({ name: z.string() }).catchall(z.number().gte(0));
export const StringRecord = z.record(z.string(), z.number());
export const EnumRecord = z.record(role, z.boolean());
export const OptionalEnumRecord = z.record(z.literal(['a', 'b']), z.int().optional());
export const PartialRecord = z.partialRecord(role, z.array(z.string()));
export const LooseRecord = z.looseRecord(z.string().regex(/^x-/), z.string());
export const PatternRecord = z.record(z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/), z.string());
export const UuidRecord = z.record(z.uuid(), z.unknown());
export const UnionRecord = z.record(z.union([z.literal('all'), z.string().max(2)]), z.int32());
export const Unknown = z.unknown();
export const UnknownProperty = z.object({ payload: z.unknown(), extra: z.any().optional() });
export const AnyJson = z.json();
export const JsonProperty = z.strictObject({ data: z.json(), rows: z.array(z.json()) });
export const Uuid = z.uuid();
export const UuidV4 = z.strictObject({ id: z.uuidv4(), other: z.uuidv7().optional() });
export const Email = z.email();
export const EmailCheck = z.object({ email: z.string().max(120).check(z.email()) });
export const IsoDate = z.iso.date();
export const IsoTime = z.tuple([
  z.iso.time(),
  z.iso.time({ precision: 0 }),
  z.iso.time({ precision: 3 }),
]);
export const IsoDatetime = z.iso.datetime();
export const IsoDatetimeOffset = z.iso.datetime({ offset: true });
export const IsoDatetimeLocal = z.iso.datetime({ local: true, precision: -1 });
export const IsoDuration = z.iso.duration();
export const Slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
export const Color = z.string().regex(/^#(?:[0-9a-f]{3}){1,2}$/i);
export const AnyBetween = z.string().regex(/^.{2,4}$/);
export const AnyPoints = z.string().regex(/^.{2,4}$/u);
export const NotSpace = z.string().regex(/^\S+@\S+\.\S+$/);
export const WordBoundary = z.string().regex(/\bcat\b|\Bdog/);
export const Negated = z.string().regex(/^[^a-z\d]+[^\W_]?$/);
export const LookAhead = z.string().regex(/^(?=.*\d)(?!.*\s)[\w!]{3,}$/);
export const Spaced = z.string().regex(/^\s*\w+\s*$/);
export const Hostname = z.string().regex(z.regexes.hostname);
export const Network = z.union([z.ipv4(), z.e164(), z.mac(), z.ulid(), z.nanoid()]);
export const Parts = z.string().startsWith('a%').includes('é').endsWith('😀');
export const Cased = z.object({ low: z.string().lowercase(), up: z.string().uppercase() });
export const Lengths = z.string().min(1).max(8).min(2).max(6);
export const Exact = z.array(z.string().length(1)).length(2);
export const Union = z.union([z.string().max(3), z.number().lt(1), z.array(z.boolean())]);
export const ObjectUnion = z.union([
  z.object({ url: z.string() }),
  z.strictObject({ path: z.string(), bucket: z.literal('public').default('public') }),
]);
export const Versions = z.discriminatedUnion('type', [
  z.object({ type: z.literal('click'), x: z.number() }),
  z.looseObject({ type: z.enum(['key', 'press']), code: z.string().min(1) }),
]);
export const Defaults = z.object({
  theme: z.enum(['dark', 'light']).default('light'),
  size: z.int().min(1).prefault(3),
  bad: z.int().min(1).prefault(0),
  nested: z.object({ on: z.boolean().default(true) }).default({ on: true }),
  maybe: z.string().default('x').optional(),
});
export const Forbidden = z.object({ a: z.int(), never: z.never().optional() });
export const Nullish = z.object({ a: z.string().nullish(), b: z.int().optional().nullable() });
export const Template = z.templateLiteral(['user_', z.int(), '-', z.enum(['a', 'b'])]);
export const TemplateText = z.templateLiteral([z.string().min(2).max(3), '!', z.boolean()]);
export const TupleRest = z.tuple([z.string(), z.number()], z.boolean());
export const TupleOptional = z.tuple([z.string(), z.int().optional(), z.string().default('x')]);
export const TupleUnknown = z.tuple([z.unknown(), z.unknown()], z.string());
export const Numbers = z.array(z.number());
export const Strings = z.array(z.string()).min(1);
export const Ints = z.strictObject({
  a: z.int(),
  b: z.int32().optional(),
  c: z.uint32().optional(),
});
export const Positive = z.strictObject({
  a: z.number().positive(),
  b: z.number().nonnegative().lt(1),
  c: z.int().gt(0.5).lt(10),
  d: z.number().lt(0).gt(-1e300),
});
export const Floats = z.tuple([z.float32(), z.float64()]);
export const Multiple = z.int().multipleOf(5).gte(-100).lte(100_000);
export const PlainNumber = z.number().lt(1.05);
export const Literals = z.literal([1.05, 'a', true, null, 1e21, -0.1]);
export const Readonly = z.object({ tags: z.array(z.string().max(3)).readonly() }).readonly();
export const Lazy = z.lazy(() => z.array(z.lazy(() => z.int().lte(9))).max(4));
export const Keys = z.object({
  select: z.int(),
  'first name': z.string(),
  Element: z.int().optional(),
  element: z.int().optional(),
  the_element: z.null().optional(),
  '': z.boolean(),
  'it\'s "quoted"': z.int().optional(),
  ['k'.repeat(70)]: z.int().optional(),
  [`${'k'.repeat(69)}l`]: z.int().optional(),
  key_6: z.string().optional(),
  $contract$: z.literal('$contract$'),
  'line\nbreak': z.int().optional(),
});
export const ListOfKeys = z.array(Keys);
export const EmptyObject = z.object({});
export const EmptyList = z.array(z.object({}));
export const Deep = z.object({
  rows: z.array(z.object({ cells: z.array(z.union([z.number().lte(1.05), z.string()])) })),
});

export const Categories = maxDepth(Category, 9);
export const Tree = maxDepth(Branches, 20);
export const DeepTree = maxDepth(Branches, 100);
export const DeepChain = maxDepth(Chain, 100);

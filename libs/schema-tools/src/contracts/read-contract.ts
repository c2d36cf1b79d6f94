import * as z from 'zod';
import { ToolError } from '@parakeet/command-kit';
import { Asked, cannot } from './asked.ts';
import type {
  AnyObjectNode,
  ContractNode,
  ListNode,
  MapNode,
  NumberNode,
  ObjectNode,
  Property,
  TextNode,
  TupleNode,
  VersionsNode,
} from './contract-node.ts';

/**
 * Reads a Zod schema.
 *
 * @param name of the schema, which errors begin with: `session_logs.actual_sets`
 * @param isPart whether something inside the schema is checked by a function of its own
 * @throws ToolError naming the place in the document and what is there, if the schema asks for
 *   something that this compiler cannot ask of Postgres: a check is never left out
 */
export function readContract(
  name: string,
  schema: z.core.$ZodType,
  isPart: (schema: z.core.$ZodType) => boolean = () => false,
): ContractNode {
  return new ContractReader(isPart).read(schema, name);
}

/** The schemas inside a schema, one level down. */
export function partsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.core.$ZodObject) return Object.values(schema._zod.def.shape);
  if (schema instanceof z.core.$ZodArray) return [schema._zod.def.element];
  if (schema instanceof z.core.$ZodTuple) return [...schema._zod.def.items];
  if (schema instanceof z.core.$ZodUnion) return [...schema._zod.def.options];
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable) {
    return [schema._zod.def.innerType];
  }
  return [];
}

class ContractReader {
  readonly #isPart: (schema: z.core.$ZodType) => boolean;

  constructor(isPart: (schema: z.core.$ZodType) => boolean) {
    this.#isPart = isPart;
  }

  read(schema: z.core.$ZodType, path: string): ContractNode {
    if (schema instanceof z.core.$ZodNumber) return readNumber(schema, path);
    if (schema instanceof z.core.$ZodString) return readText(schema, path);
    if (schema instanceof z.core.$ZodEnum) {
      return readPlain(schema, path, {
        kind: 'one_of',
        values: Object.values(schema._zod.def.entries),
      });
    }
    if (schema instanceof z.core.$ZodLiteral) {
      return readPlain(schema, path, { kind: 'one_of', values: scalars(schema, path) });
    }
    if (schema instanceof z.core.$ZodNullable) {
      const node = this.#inside(schema._zod.def.innerType, path);
      return readPlain(schema, path, { kind: 'nullable', node });
    }
    if (schema instanceof z.core.$ZodArray) return this.#list(schema, path);
    if (schema instanceof z.core.$ZodTuple) return this.#tuple(schema, path);
    if (schema instanceof z.core.$ZodObject) return this.#object(schema, path);
    if (schema instanceof z.core.$ZodDiscriminatedUnion) return this.#versions(schema, path);
    if (schema instanceof z.core.$ZodCustom) return readAnyObject(schema, path);
    throw cannot(path, `a schema of the type ${schema._zod.def.type}`);
  }

  #inside(schema: z.core.$ZodType, path: string): ContractNode {
    return this.#isPart(schema) ? { kind: 'part', schema } : this.read(schema, path);
  }

  #list(schema: z.core.$ZodArray, path: string): ListNode {
    const asked = new Asked(schema, path);
    const least = asked.take('min_length')?.minimum ?? 0;
    const most = asked.take('max_length')?.maximum;
    const uniqueBy = asked.rules('unique_by').map(({ key }) => key);
    asked.nothingElse();
    const [unique] = uniqueBy;
    if (unique !== undefined && !(schema._zod.def.element instanceof z.core.$ZodObject)) {
      throw cannot(path, `a unique ${unique} of elements that are no objects`);
    }
    // a list without end could be a million bad elements, which Zod would name one by one
    if (most === undefined) throw cannot(path, 'a list without a maximum');
    return {
      kind: 'list',
      // in place, even if it is a part: a call for each element would cost
      element: this.read(schema._zod.def.element, `${path}[]`),
      least,
      most,
      uniqueBy,
    };
  }

  #tuple(schema: z.core.$ZodTuple, path: string): TupleNode {
    const asked = new Asked(schema, path);
    const ordered = asked.rules('ordered').map(({ keys: [low, high] }) => {
      if (typeof low === 'string' || typeof high === 'string') {
        throw cannot(path, `the order of ${low} and ${high} in a list`);
      }
      return [low, high] as const;
    });
    asked.nothingElse();
    const { items, rest } = schema._zod.def;
    if (rest !== null) throw cannot(path, 'a tuple with a rest');
    return {
      kind: 'tuple',
      items: items.map((item, place) => {
        if (item instanceof z.core.$ZodOptional) {
          throw cannot(`${path}[${place}]`, 'an optional place of a tuple');
        }
        return this.#inside(item, `${path}[${place}]`);
      }),
      ordered,
    };
  }

  #object(schema: z.core.$ZodObject, path: string): ObjectNode | MapNode {
    const asked = new Asked(schema, path);
    const ordered = asked.rules('ordered').map(({ keys: [low, high] }) => {
      if (typeof low === 'number' || typeof high === 'number') {
        throw cannot(path, `the order of the places ${low} and ${high} in an object`);
      }
      return [low, high] as const;
    });
    const atLeastOne = asked.rules('at_least_one').map(({ keys }) => keys);
    asked.nothingElse();
    const { catchall, shape } = schema._zod.def;
    if (!(catchall instanceof z.core.$ZodNever)) {
      throw cannot(path, 'an object that takes unknown keys: contracts are strict');
    }
    const value = sameOptional(Object.values(shape));
    if (value && ordered.length === 0) {
      const keys = Object.keys(shape);
      return { kind: 'map', keys, value: this.#inside(value, `${path}.*`), atLeastOne };
    }
    return {
      kind: 'object',
      properties: Object.entries(shape).map(([key, property]) =>
        this.#property(key, property, `${path}.${key}`),
      ),
      ordered,
      atLeastOne,
    };
  }

  #property(key: string, schema: z.core.$ZodType, path: string): Property {
    if (!(schema instanceof z.core.$ZodOptional)) {
      return { key, optional: false, node: this.#inside(schema, path) };
    }
    new Asked(schema, path).nothingElse();
    return { key, optional: true, node: this.#inside(schema._zod.def.innerType, path) };
  }

  #versions(schema: z.core.$ZodDiscriminatedUnion, path: string): VersionsNode {
    new Asked(schema, path).nothingElse();
    const { discriminator, options, unionFallback } = schema._zod.def;
    if (unionFallback === true) throw cannot(path, 'a union that falls back to trying all');
    return {
      kind: 'versions',
      discriminator,
      versions: options.map((option, index) => {
        const at = `${path}|${index + 1}`;
        const told =
          option instanceof z.core.$ZodObject ? option._zod.def.shape[discriminator] : undefined;
        if (!(told instanceof z.core.$ZodLiteral)) {
          throw cannot(at, `a version that no literal under ${discriminator} tells`);
        }
        return {
          values: scalars(told, `${at}.${discriminator}`),
          node: this.#inside(option, at),
        };
      }),
    };
  }
}

/** The schema of all values, if they are optional and have the same. */
function sameOptional(values: readonly z.core.$ZodType[]): z.core.$ZodType | undefined {
  const [first, ...others] = values.map((value) =>
    value instanceof z.core.$ZodOptional && (value._zod.def.checks ?? []).length === 0
      ? value._zod.def.innerType
      : undefined,
  );
  return others.length > 0 && others.every((other) => other === first) ? first : undefined;
}

function readNumber(schema: z.core.$ZodNumber, path: string): NumberNode {
  const { def } = schema._zod;
  if (def.coerce === true) throw cannot(path, 'a number made of something else (coerce)');
  const asked = new Asked(schema, path);
  const least = asked.take('greater_than');
  const most = asked.take('less_than');
  const formats = [
    schema instanceof z.core.$ZodNumberFormat ? schema._zod.def.format : undefined,
    asked.take('number_format')?.format,
  ].filter((format) => format !== undefined);
  const other = formats.find((format) => format !== 'safeint');
  if (other !== undefined) throw cannot(path, `the number format ${other}`);
  const [step] = asked.rules('step');
  asked.nothingElse();
  if (!least || !most) throw cannot(path, 'a number without a least and a most');
  if (!least.inclusive || !most.inclusive) throw cannot(path, 'a bound that is not included');
  if (typeof least.value !== 'number' || typeof most.value !== 'number') {
    throw cannot(path, 'a bound that is no number');
  }
  return {
    kind: 'number',
    least: least.value,
    most: most.value,
    ...(formats.length > 0 ? { step: 1 } : step ? { step: step.step } : {}),
  };
}

function readText(schema: z.core.$ZodString, path: string): TextNode {
  const { def } = schema._zod;
  if (def.coerce === true) throw cannot(path, 'a text made of something else (coerce)');
  const asked = new Asked(schema, path);
  const least = asked.take('min_length')?.minimum;
  const most = asked.take('max_length')?.maximum;
  // jsonb holds no other text
  asked.rules('storable_text');
  const isDay = asked.rules('calendar_day').length > 0;
  asked.nothingElse();
  const format = schema instanceof z.core.$ZodStringFormat ? schema._zod.def.format : undefined;
  if (format !== undefined && format !== 'guid') throw cannot(path, `the text format ${format}`);
  return {
    kind: 'text',
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(format === undefined ? {} : { pattern: guid }),
    ...(isDay ? { isDay } : {}),
  };
}

/** Five groups of hexadecimal digits: Zod's `guid`, which JavaScript and Postgres read alike. */
const guid = '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$';
if (z.core.regexes.guid.source !== guid) {
  throw new ToolError(`Zod's guid is now ${z.core.regexes.guid.source}`, {
    next: 'libs/schema-tools/src/contracts/read-contract.ts has to follow it.',
  });
}

function readAnyObject(schema: z.core.$ZodCustom, path: string): AnyObjectNode {
  // `z.custom()` without a function has one that takes nothing and says yes
  if (schema._zod.def.fn.length > 0) throw cannot(path, 'a custom schema with a function');
  const asked = new Asked(schema, path);
  const [rule] = asked.rules('json_object');
  asked.nothingElse();
  if (!rule) throw cannot(path, 'a custom schema without the rule json_object');
  return { kind: 'any_object', maxDepth: rule.max_depth, maxBytes: rule.max_bytes };
}

function readPlain<Node>(schema: z.core.$ZodType, path: string, node: Node): Node {
  new Asked(schema, path).nothingElse();
  return node;
}

function scalars(schema: z.core.$ZodLiteral, path: string): (string | number | boolean | null)[] {
  return schema._zod.def.values.map((value) => {
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      return value as string | number | boolean | null;
    }
    throw cannot(path, `a literal that is no JSON: ${String(value)}`);
  });
}

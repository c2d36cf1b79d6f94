import * as z from 'zod';
import { Asked, cannot } from './asked.ts';
import type {
  ContractNode,
  ListNode,
  MapNode,
  ObjectNode,
  Property,
  RecordNode,
} from './contract-node.ts';
import { isJson, isRecursive, mayBeMissing, takesUndefined, wrappedBy } from './parts.ts';
import { readRecordKeys } from './read-keys.ts';
import { readTemplate, readText } from './read-text.ts';
import type { ReadInside } from './read-inside.ts';
import { readTuple } from './read-tuple.ts';
import { readUnion, readVersions } from './read-unions.ts';
import { isStorable, readAnyObject, readNumber, readScalars } from './read-values.ts';
import { coerceRefusal, typeRefusal } from './refusals.ts';

/**
 * Reads a Zod schema.
 *
 * @param name of the schema, at the start of errors: `session_logs.actual_sets`
 * @param isPart whether an inner schema has its own function
 * @throws ToolError with the place and the schema there, if Postgres cannot check it: no check is
 *   ever left out
 */
export function readContract(
  name: string,
  schema: z.core.$ZodType,
  isPart: (schema: z.core.$ZodType) => boolean = () => false,
): ContractNode {
  return new ContractReader(isPart).read(schema, name);
}

/** The most nested schemas; no handwritten schema has that many. */
const deepest = 200;

class ContractReader {
  readonly #isPart: (schema: z.core.$ZodType) => boolean;
  /** The current schema, and its place. */
  readonly #open = new Map<z.core.$ZodType, string>();

  constructor(isPart: (schema: z.core.$ZodType) => boolean) {
    this.#isPart = isPart;
  }

  read(schema: z.core.$ZodType, path: string): ContractNode {
    const outer = this.#open.get(schema);
    if (outer !== undefined) return { kind: 'recursion', path: outer };
    if (this.#open.size > deepest) {
      throw cannot(
        path,
        'z.lazy() that returns a new schema each time',
        'Return the same schema each time.',
      );
    }
    this.#open.set(schema, path);
    const node = this.#read(schema, path);
    this.#open.delete(schema);
    return node;
  }

  #read(schema: z.core.$ZodType, path: string): ContractNode {
    const plain = <Node>(node: Node): Node => {
      new Asked(schema, path).nothingElse();
      return node;
    };
    if (schema instanceof z.core.$ZodNumber) return readNumber(schema, path);
    if (schema instanceof z.core.$ZodString) return readText(schema, path);
    if (schema instanceof z.core.$ZodTemplateLiteral) return readTemplate(schema, path);
    if (schema instanceof z.core.$ZodBoolean) {
      if (schema._zod.def.coerce === true) throw cannot(path, ...coerceRefusal('a boolean'));
      return plain({ kind: 'one_of', values: [true, false] });
    }
    if (schema instanceof z.core.$ZodNull) return plain({ kind: 'one_of', values: [null] });
    if (schema instanceof z.core.$ZodNever) return plain({ kind: 'one_of', values: [] });
    if (schema instanceof z.core.$ZodEnum || schema instanceof z.core.$ZodLiteral) {
      return plain({ kind: 'one_of', values: readScalars(schema._zod.values, path) });
    }
    if (schema instanceof z.core.$ZodUnknown || schema instanceof z.core.$ZodAny) {
      return plain({ kind: 'anything' });
    }
    if (schema instanceof z.core.$ZodNullable) {
      return plain({ kind: 'nullable', node: this.#inside(schema._zod.def.innerType, path) });
    }
    const wrapped = wrappedBy(schema);
    if (wrapped) return plain(this.#inside(wrapped, path));
    if (schema instanceof z.core.$ZodLazy) {
      return plain(isJson(schema) ? { kind: 'json' } : this.#inside(schema._zod.innerType, path));
    }
    if (schema instanceof z.core.$ZodArray) return this.#list(schema, path);
    if (schema instanceof z.core.$ZodTuple) return readTuple(schema, path, this.#inside);
    if (schema instanceof z.core.$ZodObject) return this.#object(schema, path);
    if (schema instanceof z.core.$ZodRecord) return this.#record(schema, path);
    if (schema instanceof z.core.$ZodDiscriminatedUnion) {
      return readVersions(schema, path, this.#inside);
    }
    if (schema instanceof z.core.$ZodUnion) return readUnion(schema, path, this.#inside);
    if (schema instanceof z.core.$ZodPipe) return this.#nested(schema, path);
    if (schema instanceof z.core.$ZodCustom) return readAnyObject(schema, path);
    throw cannot(path, ...typeRefusal(schema._zod.def.type));
  }

  readonly #inside: ReadInside = (schema, path) =>
    this.#isPart(schema) ? { kind: 'part', schema } : this.read(schema, path);

  #list(schema: z.core.$ZodArray, path: string): ListNode {
    const asked = new Asked(schema, path);
    const lengths = asked.lengths();
    const uniqueBy = asked.rules('unique_by').map(({ key }) => key);
    asked.nothingElse();
    const { element } = schema._zod.def;
    const [unique] = uniqueBy;
    if (unique !== undefined && !(element instanceof z.core.$ZodObject)) {
      throw cannot(
        path,
        `a unique ${unique} of elements that are not objects`,
        'Make them objects.',
      );
    }
    return {
      kind: 'list',
      // inline, even if it is a part: a call for each element would be expensive
      element: (isRecursive(element) ? this.#inside : this.read.bind(this))(element, `${path}[]`),
      least: 0,
      ...lengths,
      uniqueBy,
    };
  }

  #object(schema: z.core.$ZodObject, path: string): ObjectNode | MapNode {
    const asked = new Asked(schema, path);
    const ordered = asked.rules('ordered').map(({ keys: [low, high] }) => {
      if (typeof low === 'number' || typeof high === 'number') {
        throw cannot(path, `the order of the places ${low} and ${high} in an object`, 'Name keys.');
      }
      return [low, high] as const;
    });
    const atLeastOne = asked.rules('at_least_one').map(({ keys }) => keys);
    asked.nothingElse();
    const { catchall, shape } = schema._zod.def;
    const isStrict = catchall instanceof z.core.$ZodNever;
    const value = sameOptional(Object.values(shape));
    if (value && ordered.length === 0 && isStrict) {
      const keys = Object.keys(shape).map((key) => readKey(key, path));
      return { kind: 'map', keys, value: this.#inside(value, `${path}.*`), atLeastOne };
    }
    return {
      kind: 'object',
      properties: Object.entries(shape).map(([key, property]) =>
        this.#property(readKey(key, path), property, mayBeMissing(property), path),
      ),
      ...(isStrict
        ? {}
        : { others: catchall ? this.#inside(catchall, `${path}.*`) : { kind: 'anything' } }),
      ordered,
      atLeastOne,
    };
  }

  #property(key: string, schema: z.core.$ZodType, optional: boolean, path: string): Property {
    return { key, optional, node: this.#inside(schema, `${path}.${key}`) };
  }

  #record(schema: z.core.$ZodRecord, path: string): RecordNode | ObjectNode {
    new Asked(schema, path).nothingElse();
    const { keyType, valueType, mode, partial } = schema._zod.def;
    const isLoose = mode === 'loose';
    const values = partial === true ? undefined : keyType._zod.values;
    const key = readRecordKeys(keyType, `${path} (its keys)`);
    if (values === undefined) {
      return {
        kind: 'record',
        ...(key === undefined ? {} : { key }),
        value: this.#inside(valueType, `${path}.*`),
        ...(isLoose ? { loose: true } : {}),
      };
    }
    return {
      kind: 'object',
      properties: Array.from(values, (one) =>
        this.#property(readKey(String(one), path), valueType, takesUndefined(valueType), path),
      ),
      ...(isLoose ? { others: { kind: 'anything' } } : {}),
      ordered: [],
      atLeastOne: [],
    };
  }

  /** The result of `maxDepth`: a check of the depth, followed by the schema itself. */
  #nested(schema: z.core.$ZodPipe, path: string): ContractNode {
    const { in: first, out } = schema._zod.def;
    const asked = new Asked(first, path);
    const [rule] = asked.rules('max_depth');
    if (!(first instanceof z.core.$ZodCustom) || first._zod.def.fn.length > 0 || !rule) {
      throw cannot(path, ...typeRefusal('pipe'));
    }
    asked.nothingElse();
    new Asked(schema, path).nothingElse();
    return { kind: 'nested', maxDepth: rule.max_depth, node: this.#inside(out, path) };
  }
}

/** The schema of all values, if they are optional and have the same one. */
function sameOptional(values: readonly z.core.$ZodType[]): z.core.$ZodType | undefined {
  const [first, ...others] = values.map((value) =>
    value instanceof z.core.$ZodOptional && (value._zod.def.checks ?? []).length === 0
      ? value._zod.def.innerType
      : undefined,
  );
  return others.length > 0 && others.every((other) => other === first) ? first : undefined;
}

/** A key that Zod looks up in a document. */
function readKey(key: string, path: string): string {
  if (key in {}) {
    throw cannot(
      path,
      `the key ${key}, which every JavaScript object has`,
      'Zod finds it even if the document lacks it. Choose another key.',
    );
  }
  if (isStorable(key)) return key;
  throw cannot(path, `the key ${JSON.stringify(key)}`, 'jsonb cannot store that key.');
}

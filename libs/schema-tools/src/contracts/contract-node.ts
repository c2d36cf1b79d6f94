import type * as z from 'zod';

/**
 * The requirements of a contract that Postgres can check too. They cover the supported part of Zod
 * and the rules, without anything for people (messages, order of checks).
 */
export type ContractNode =
  | NumberNode
  | TextNode
  | OneOfNode
  | ListNode
  | TupleNode
  | ObjectNode
  | MapNode
  | VersionsNode
  | NullableNode
  | AnyObjectNode
  | RecordNode
  | UnionNode
  | AnythingNode
  | JsonNode
  | NestedNode
  | RecursionNode
  | PartNode;

/** A JSON number from `least` to `most`, both included. */
export interface NumberNode {
  readonly kind: 'number';
  readonly least: number;
  readonly most: number;
  /** It must be a multiple of this; 1 for a whole number. */
  readonly step?: number;
}

/** A JSON string. Its length counts Unicode code points. */
export interface TextNode {
  readonly kind: 'text';
  readonly least?: number;
  readonly most?: number;
  /** The regular expression of a UUID of any version, which JavaScript and Postgres read alike. */
  readonly pattern?: string;
  /** Further conditions on the text. */
  readonly forms?: readonly TextForm[];
  /** Whether it must be a day of the calendar such as 2026-02-22, in the years 1 to 9999. */
  readonly isDay?: boolean;
}

/** A condition on a text. */
export type TextForm =
  | {
      readonly form: 'matches';
      /** The regular expression in JavaScript: `/^a+$/i`. */
      readonly written: string;
      /** The same for Postgres. */
      readonly pattern: string;
      /** The replacement for each half of a surrogate pair, if JavaScript would match halves. */
      readonly half?: string;
      /** Zod's name of the format: `email`. */
      readonly name?: string;
    }
  | { readonly form: 'starts_with' | 'ends_with' | 'includes'; readonly text: string };

/** One of some JSON scalars, perhaps including null; no value at all if the list is empty. */
export interface OneOfNode {
  readonly kind: 'one_of';
  readonly values: readonly (string | number | boolean | null)[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly element: ContractNode;
  readonly least: number;
  /** No maximum if not given. */
  readonly most?: number;
  /** Keys whose values must be unique among the elements. */
  readonly uniqueBy: readonly string[];
}

/** A list with a fixed place for each item, and no further ones unless there is a `rest`. */
export interface TupleNode {
  readonly kind: 'tuple';
  readonly items: readonly ContractNode[];
  /** How many places are required; all if not given. */
  readonly least?: number;
  /** The elements after the places. */
  readonly rest?: ContractNode;
  /** Pairs of places: the value at the first is not above that at the second. */
  readonly ordered: readonly (readonly [number, number])[];
}

/** An object with these keys, and no others unless `others` describes them. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly properties: readonly Property[];
  /** The value under each other key, except `__proto__`; if not given, other keys are refused. */
  readonly others?: ContractNode;
  /** Pairs of keys: if both exist, the first value is not above the second. */
  readonly ordered: readonly (readonly [string, string])[];
  /** Sets of keys; at least one key of each set is present. */
  readonly atLeastOne: readonly (readonly string[])[];
}

export interface Property {
  readonly key: string;
  readonly optional: boolean;
  readonly node: ContractNode;
}

/** An object of some of these keys and no others, with the same kind of value under each. */
export interface MapNode {
  readonly kind: 'map';
  readonly keys: readonly string[];
  readonly value: ContractNode;
  readonly atLeastOne: readonly (readonly string[])[];
}

/** An object of one of several shapes, which the value under a key distinguishes. */
export interface VersionsNode {
  readonly kind: 'versions';
  readonly discriminator: string;
  readonly versions: readonly {
    readonly values: readonly (string | number | boolean | null)[];
    readonly node: ContractNode;
  }[];
}

/** JSON `null`, or something else. */
export interface NullableNode {
  readonly kind: 'nullable';
  readonly node: ContractNode;
}

/** An object with any keys and values; the rule `json_object` limits it. */
export interface AnyObjectNode {
  readonly kind: 'any_object';
  readonly maxDepth: number;
  readonly maxBytes: number;
}

/**
 * An object with any keys of a format, except `__proto__`, and the same kind of value under each.
 */
export interface RecordNode {
  readonly kind: 'record';
  /** The condition on each key, as on a value; any text if not given. */
  readonly key?: ContractNode;
  readonly value: ContractNode;
  /** Whether other keys are allowed, with any value. */
  readonly loose?: boolean;
}

/** A value that one or several of the options describe. */
export interface UnionNode {
  readonly kind: 'union';
  readonly options: readonly ContractNode[];
}

/** Any JSON value. */
export interface AnythingNode {
  readonly kind: 'anything';
}

/** Any JSON value whose numbers fit in a double: Zod's `json`. */
export interface JsonNode {
  readonly kind: 'json';
}

/** A value whose nested objects and lists are at most this deep. */
export interface NestedNode {
  readonly kind: 'nested';
  readonly maxDepth: number;
  readonly node: ContractNode;
}

/** A value that an enclosing node already describes: recursion. */
export interface RecursionNode {
  readonly kind: 'recursion';
  readonly path: string;
}

/** A part with its own function. */
export interface PartNode {
  readonly kind: 'part';
  readonly schema: z.core.$ZodType;
}

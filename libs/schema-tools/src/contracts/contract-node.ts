import type * as z from 'zod';

/**
 * What a contract asks of a value, in terms that Postgres can ask too: the part of Zod that the
 * contracts use, and their rules, without what is only for people (messages, order of checks).
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
  /** It is a multiple of this; 1 for a whole number. */
  readonly step?: number;
}

/** A JSON string; its length in Unicode code points. */
export interface TextNode {
  readonly kind: 'text';
  readonly least?: number;
  readonly most?: number;
  /** The regular expression of a UUID of any version, which JavaScript and Postgres read alike. */
  readonly pattern?: string;
  /** What else is asked of the text. */
  readonly forms?: readonly TextForm[];
  /** It is a day of the calendar such as 2026-02-22, in the years 1 to 9999. */
  readonly isDay?: boolean;
}

/** A condition on a text. */
export type TextForm =
  | {
      readonly form: 'matches';
      /** The regular expression as it was written: `/^a+$/i`. */
      readonly written: string;
      /** As Postgres reads it. */
      readonly pattern: string;
      /** What stands for each half of a surrogate pair, if JavaScript would match halves. */
      readonly half?: string;
      /** Zod's name of the format: `email`. */
      readonly name?: string;
    }
  | { readonly form: 'starts_with' | 'ends_with' | 'includes'; readonly text: string };

/** One of some JSON scalars, null among them perhaps; no value at all if the list is empty. */
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
  /** Keys under which no two elements have the same value. */
  readonly uniqueBy: readonly string[];
}

/** A list with a place for each item, and no more unless there is a `rest`. */
export interface TupleNode {
  readonly kind: 'tuple';
  readonly items: readonly ContractNode[];
  /** How many places must be there; all of them if not given. */
  readonly least?: number;
  /** What each element behind the places is. */
  readonly rest?: ContractNode;
  /** Pairs of places: the value at the first is not above that at the second. */
  readonly ordered: readonly (readonly [number, number])[];
}

/** An object of these keys, and no others unless `others` says what they hold. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly properties: readonly Property[];
  /** The value under each other key, `__proto__` aside; not given if other keys are refused. */
  readonly others?: ContractNode;
  /** Pairs of keys: where both are there, the first value is not above the second. */
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

/** An object of one of several shapes, told apart by the value under a key. */
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

/** An object of any keys and values; the limits are those of the rule `json_object`. */
export interface AnyObjectNode {
  readonly kind: 'any_object';
  readonly maxDepth: number;
  readonly maxBytes: number;
}

/** An object of any keys of a form, `__proto__` aside, with the same kind of value under each. */
export interface RecordNode {
  readonly kind: 'record';
  /** What each key is, as if it were a value; any text if not given. */
  readonly key?: ContractNode;
  readonly value: ContractNode;
  /** Other keys are let through with any value. */
  readonly loose?: boolean;
}

/** What one of the options describes, or several. */
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

/** A value with objects and lists no deeper in each other than this. */
export interface NestedNode {
  readonly kind: 'nested';
  readonly maxDepth: number;
  readonly node: ContractNode;
}

/** What is described at an outer place already, inside which this is. */
export interface RecursionNode {
  readonly kind: 'recursion';
  readonly path: string;
}

/** A part that has a function of its own. */
export interface PartNode {
  readonly kind: 'part';
  readonly schema: z.core.$ZodType;
}

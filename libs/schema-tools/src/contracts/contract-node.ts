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
  /** A regular expression that JavaScript and Postgres read alike. */
  readonly pattern?: string;
  /** It is a day of the calendar such as 2026-02-22, in the years 1 to 9999. */
  readonly isDay?: boolean;
}

/** One of some JSON scalars, null among them perhaps. */
export interface OneOfNode {
  readonly kind: 'one_of';
  readonly values: readonly (string | number | boolean | null)[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly element: ContractNode;
  readonly least: number;
  readonly most: number;
  /** Keys under which no two elements have the same value. */
  readonly uniqueBy: readonly string[];
}

/** A list with a place for each item, and no more. */
export interface TupleNode {
  readonly kind: 'tuple';
  readonly items: readonly ContractNode[];
  /** Pairs of places: the value at the first is not above that at the second. */
  readonly ordered: readonly (readonly [number, number])[];
}

/** An object of these keys and no others. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly properties: readonly Property[];
  /** Pairs of keys: where both are there, the first value is not above the second. */
  readonly ordered: readonly (readonly [string, string])[];
  /** Sets of keys of which one is there at least. */
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

/** A part that has a function of its own. */
export interface PartNode {
  readonly kind: 'part';
  readonly schema: z.core.$ZodType;
}

import type * as z from 'zod';

/*
 * The generator's model of a database. The readers in catalogue/ fill it, attach-contracts.ts adds
 * the contracts, and the writers print it.
 */

/** The tables, views and functions of the exposed schemas, by schema and name. */
export interface Catalogue {
  readonly tables: readonly CatalogueTable[];
  readonly functions: readonly CatalogueFunction[];
}

export interface CatalogueTable {
  readonly schema: string;
  readonly name: string;
  /** If it is a view: whether it takes INSERT and UPDATE. */
  readonly view?: { readonly isUpdatable: boolean };
  /** What the types of the CLI have in a row besides its columns: functions of the row. */
  readonly computedFields?: readonly string[];
  readonly comment?: string;
  /** In the order of the table. */
  readonly columns: readonly CatalogueColumn[];
}

/** What CHECKs leave of a type. */
export interface Limits {
  /** The values that are listed, in their order. */
  readonly values?: readonly string[] | readonly number[];
  /** The numbers that are allowed. */
  readonly range?: NumberRange;
  /** How many characters, or elements of a list, are allowed. */
  readonly length?: NumberRange;
  /** Whether days and times are in the years 1 to 9999. */
  readonly inYears?: boolean;
}

/** The limits are those of the column's CHECKs, and of its domain's. */
export interface CatalogueColumn extends Limits {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Postgres fills it in when an INSERT leaves it out: it has a DEFAULT or is an identity. */
  readonly hasDefault: boolean;
  /** `GENERATED ALWAYS AS (…)`: only Postgres writes it. */
  readonly generated: boolean;
  /** Of an identity column: `always` means that only Postgres writes it. */
  readonly identity?: 'always' | 'by default';
  readonly comment?: string;
  /** Of a view, the column of a table that it shows: its schema, table and name. */
  readonly source?: readonly [schema: string, table: string, column: string];
  /** Of a JSONB column. Not from the database: `attachContracts` adds it. */
  readonly contract?: ContractName;
}

/** The type of a column, taken apart. */
export interface ColumnType {
  /**
   * Postgres's own short name (`int2`, `text`, `timestamptz`, `numeric`), of the elements if the
   * column is an array. A type that is not built in has its schema before it: `public.mood`.
   */
  readonly name: string;
  readonly isArray: boolean;
  /** Digits of `numeric(precision, scale)`; digits after the second of `timestamptz(precision)`. */
  readonly precision?: number;
  /** Digits after the decimal point of `numeric(precision, scale)`; negative rounds to tens. */
  readonly scale?: number;
  /** Characters of `varchar(length)` and `char(length)`, bits of `bit`, numbers of `vector`. */
  readonly length?: number;
  /** Of an enum, or of the elements that are one. */
  readonly words?: readonly string[];
  /** Of a composite type. */
  readonly fields?: readonly CatalogueColumn[];
  /** Of a range or a multirange: the short name of its bounds' type. */
  readonly bounds?: { readonly name: string; readonly isMultiple: boolean };
  /** Of the elements of an array whose type is a domain. */
  readonly element?: Limits;
  /** Of an array that is declared with more than one: `integer[][]`. */
  readonly dimensions?: number;
  /** The whole type in SQL's words, for messages: `numeric(3,1)`, `text[]`. */
  readonly sql: string;
}

/** The numbers that a CHECK allows, both ends included. */
export interface NumberRange {
  readonly least?: number;
  readonly most?: number;
  /** The number is a multiple of this. */
  readonly step?: number;
}

/** A function that the Data API calls by its name (`rpc`). Others may have the same name. */
export interface CatalogueFunction {
  readonly schema: string;
  readonly name: string;
  readonly comment?: string;
  /** Those that a call gives. */
  readonly args: readonly CatalogueArgument[];
  /** Undefined where it returns nothing, or what only the call itself says. */
  readonly result?: FunctionResult;
}

/** What a function returns, one or a set of them. */
export type FunctionResult = { readonly isSet: boolean } & (
  | { readonly table: string; readonly schema: string }
  | { readonly columns: readonly CatalogueColumn[] }
  | { readonly value: CatalogueColumn }
);

export interface CatalogueArgument {
  readonly name: string;
  /** Of a domain, the type below it. */
  readonly type: ColumnType;
  /** The domain that is its type; of another schema than the first with its schema before it. */
  readonly domain?: string;
  /** Of a domain. */
  readonly limits?: Limits;
  /** A call may leave it out. */
  readonly hasDefault: boolean;
}

/** A catalogue with the contract of each JSONB column and of each JSON argument. */
export interface DescribedCatalogue {
  readonly tables: readonly CatalogueTable[];
  readonly functions: readonly DescribedFunction[];
}

/** A function whose arguments are described as columns are: values, ranges and contracts. */
export interface DescribedFunction extends Omit<CatalogueFunction, 'args'> {
  readonly args: readonly CatalogueColumn[];
}

/** A contract: an export, and the file that has it. */
export interface ContractName {
  readonly name: string;
  /** From the project's folder; where code is generated, from that of generated files. */
  readonly file: string;
  /** The file exports no type of the same name: it is told from the schema. */
  readonly isUntyped?: boolean;
}

/** A contract of the registry: its name, and the schema itself. */
export interface RegisteredContract extends ContractName {
  readonly schema: z.core.$ZodType;
}

/** Contracts by table and column, `session_logs.actual_sets`, or by domain. */
export type Contracts<Contract extends ContractName = ContractName> = ReadonlyMap<string, Contract>;

/** The contracts of the JSONB columns, and those of the domains of JSON arguments. */
export interface RegisteredContracts<Contract extends ContractName = RegisteredContract> {
  readonly columns: Contracts<Contract>;
  readonly domains: Contracts<Contract>;
}

/** A rule of the database that clients may break, with the comment that says what it is. */
export interface CommentedRule {
  /** The SQLSTATE of breaking it. */
  readonly code: '23503' | '23505' | '23514';
  readonly table: string;
  /** Of the constraint or the index, as the error quotes it. */
  readonly name: string;
  readonly comment: string;
}

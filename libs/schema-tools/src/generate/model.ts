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
  /** For a view: whether it accepts INSERT and UPDATE. */
  readonly view?: { readonly isUpdatable: boolean };
  /** Additional properties of a row in the CLI's types: functions of the row. */
  readonly computedFields?: readonly string[];
  readonly comment?: string;
  /** In the order of the table. */
  readonly columns: readonly CatalogueColumn[];
}

/** The limits of CHECKs on a type. */
export interface Limits {
  /** The listed values, in order. */
  readonly values?: readonly string[] | readonly number[];
  /** The allowed numbers. */
  readonly range?: NumberRange;
  /** The allowed number of characters, or of elements in a list. */
  readonly length?: NumberRange;
  /** Whether days and times are in the years 1 to 9999. */
  readonly inYears?: boolean;
}

/** The limits come from the CHECKs of the column and of its domain. */
export interface CatalogueColumn extends Limits {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Whether Postgres fills it in if an INSERT omits it: it has a DEFAULT or is an identity. */
  readonly hasDefault: boolean;
  /** `GENERATED ALWAYS AS (…)`: only Postgres writes it. */
  readonly generated: boolean;
  /** For an identity column: `always` means that only Postgres writes it. */
  readonly identity?: 'always' | 'by default';
  readonly comment?: string;
  /** For a view: the schema, table and name of the column that it shows. */
  readonly source?: readonly [schema: string, table: string, column: string];
  /** For a JSONB column. It does not come from the database: `attachContracts` adds it. */
  readonly contract?: ContractName;
}

/** The parsed type of a column. */
export interface ColumnType {
  /**
   * Postgres's own short name (`int2`, `text`, `timestamptz`, `numeric`). For an array it is that
   * of the elements. A type that is not built in has its schema before it: `public.mood`.
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
  /** For an array whose elements have a domain. */
  readonly element?: Limits;
  /** For an array with more than one declared dimension: `integer[][]`. */
  readonly dimensions?: number;
  /** The whole type as SQL, for messages: `numeric(3,1)`, `text[]`. */
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

/** A rule of the database that clients may break, with its comment. */
export interface CommentedRule {
  /** The SQLSTATE of a violation. */
  readonly code: '23503' | '23505' | '23514';
  readonly table: string;
  /** The name of the constraint or the index, as in the error. */
  readonly name: string;
  readonly comment: string;
}

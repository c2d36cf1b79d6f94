import type { ContractNode } from '../contracts/contract-node.ts';

/**
 * The parts of a schema that clients see, as plain data for JSON. Everything has its name as a key,
 * so order does not matter in comparisons.
 */
export interface Facts {
  /** Tables and views of the exposed schemas: `public.orders`. */
  readonly relations: Named<Relation>;
  /** Functions that the Data API can call: `public.place_order`, with each signature. */
  readonly functions: Named<readonly FunctionFacts[]>;
  /** The words of enum types: `public.mood`. */
  readonly enums: Named<readonly string[]>;
  /** Domains: `public.score`. Older releases have none. */
  readonly domains?: Named<DomainFacts>;
  /** Composite types, with the type of each attribute. Earlier releases have none. */
  readonly composites?: Named<Named<string>>;
  /**
   * A checksum of each function's body, because rules may call functions. Earlier releases have
   * none.
   */
  readonly bodies?: Named<string>;
  /** The tables of a publication: `supabase_realtime`. */
  readonly publications: Named<readonly string[]>;
  readonly api: { readonly schemas: readonly string[]; readonly maxRows: number };
  /** SQLSTATEs of our own that functions raise: `PK101`. */
  readonly errorCodes: readonly string[];
  /** Whether apps of this version keep unknown JSON keys, and read rows one by one. */
  readonly reading: 'strict' | 'tolerant';
  /** By column, `public.orders.details`, or by domain, `public.order_lines`. */
  readonly contracts: Named<ContractFacts>;
}

export type Named<Value> = Readonly<Record<string, Value>>;

export interface Relation {
  readonly kind: 'table' | 'view';
  readonly columns: Named<ColumnFacts>;
  /** CHECKs, with their expression as Postgres prints it. */
  readonly checks: Named<CheckFacts>;
  /** Unique constraints and indexes, the primary key among them. */
  readonly uniques: Named<UniqueFacts>;
  readonly references: Named<ReferenceFacts>;
  readonly policies: Named<PolicyFacts>;
  /** Whether row level security is on. */
  readonly isSecured: boolean;
  /** Privileges on the whole relation, by role: `SELECT`, `INSERT`, `UPDATE`, `DELETE`. */
  readonly privileges: Named<readonly string[]>;
  /** The definition of each trigger, and the body of its function, which may refuse a row. */
  readonly triggers: Named<string>;
  /** The whole function of each trigger. Older releases have none. */
  readonly routines?: Named<string>;
  /** Views and functions that apps reach and that use this one with their owner's rights. */
  readonly lentBy?: readonly string[];
  /** For a view: the writes that are possible through it. */
  readonly writable?: readonly string[];
  /** For a view: whether it runs with its caller's rights. */
  readonly asInvoker?: boolean;
}

export interface ColumnFacts {
  /** As `format_type` prints it: `numeric(5,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** The expression of the default. */
  readonly default?: string;
  /**
   * Whether only Postgres writes it: a generated column, or an identity column that is `always`.
   */
  readonly isComputed: boolean;
  /** Privileges on the column, by role, besides the relation's. */
  readonly privileges: Named<readonly string[]>;
}

export interface DomainFacts extends Pick<ColumnFacts, 'type' | 'nullable' | 'default'> {
  /** The expressions of its CHECKs, over `VALUE`. */
  readonly checks: Named<string>;
}

export interface CheckFacts {
  readonly expression: string;
  readonly columns: readonly string[];
}

export interface UniqueFacts {
  readonly isPrimary: boolean;
  /** Columns and expressions, in order. */
  readonly keys: readonly string[];
  /** The condition of a partial index. */
  readonly where?: string;
}

export interface ReferenceFacts {
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
}

export interface PolicyFacts {
  /** `SELECT`, `INSERT`, `UPDATE`, `DELETE` or `ALL`. */
  readonly command: string;
  readonly isPermissive: boolean;
  readonly roles: readonly string[];
  readonly using?: string;
  readonly check?: string;
}

export interface FunctionFacts {
  readonly args: readonly ArgumentFacts[];
  /** As Postgres prints it: `SETOF public.orders`. */
  readonly result: string;
  /** Columns of RETURNS TABLE or of OUT arguments. */
  readonly columns: Named<string>;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly isDefiner: boolean;
  /** The roles of an app that may call it. */
  readonly roles: readonly string[];
  /** Its full text, as Postgres prints it, and its body alone. Older releases have neither. */
  readonly routine?: string;
  readonly body?: string;
}

export interface ArgumentFacts {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly default?: string;
}

export interface ContractFacts {
  readonly node: ContractNode;
  /** The sentence of each place that has one, by its path: '' is the document. */
  readonly sentences: Named<string>;
}

/**
 * The path of an inner place. A key at the top has no dot before it.
 *
 * @param step `.key`, `[]`, `[0]`, `|1`, or `.*` for any key
 */
export function pathInto(path: string, step: string): string {
  return path === '' && step !== '.*' ? step.replace(/^\./, '') : path + step;
}

/** A relation's column with its full name: `public.orders.details`. */
export function columnNamed({ relations }: Pick<Facts, 'relations'>, name: string) {
  const [, relation = '', column = ''] = /^(.*)\.([^.]+)$/.exec(name) ?? [];
  return relations[relation]?.columns[column];
}

/** The parts of a name in SQL: `app."Odd name"` has two. */
export function namesIn(key: string): string[] {
  return [...key.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  );
}

/** The entries of an object, by their names. */
export function sortedEntries<Value>(named: Named<Value>): [name: string, value: Value][] {
  return Object.entries(named).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The roles that apps have. */
export const appRoles = ['anon', 'authenticated'] as const;

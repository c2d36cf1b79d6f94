import type { QualifiedName } from '../sql.ts';
import type { Relationship } from './relationships.ts';

/** The facts about a database that the Data API needs: PostgREST's schema cache. */
export interface Catalogue {
  /** The number of catalogues read so far. */
  readonly version: number;
  /** Tables and views of the served schemas, by `key`. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Relationships of each table, by `key`. */
  readonly relationships: ReadonlyMap<string, readonly Relationship[]>;
  /** Functions with the same name, by `key`; those with fewer parameters come first. */
  readonly routines: ReadonlyMap<string, readonly Routine[]>;
  /** The settings that `alter role … set` gives to a role, such as its statement_timeout. */
  readonly roleSettings: ReadonlyMap<string, readonly Setting[]>;
}

export type Setting = readonly [name: string, value: string];

export interface Table extends QualifiedName {
  readonly isView: boolean;
  readonly insertable: boolean;
  readonly updatable: boolean;
  readonly deletable: boolean;
  readonly primaryKey: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
}

export interface Column {
  readonly name: string;
  /** As `format_type` writes it; schema-qualified unless it is Postgres's own. */
  readonly type: string;
  /** SQL of the default. */
  readonly default: string | null;
}

export interface Routine extends QualifiedName {
  readonly parameters: readonly Parameter[];
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly returns: {
    readonly isSet: boolean;
    /** Whether a row has columns, as opposed to a single value. */
    readonly isComposite: boolean;
    /** The table, if it returns rows of one. */
    readonly type: QualifiedName;
  };
  /** The settings for its whole transaction. */
  readonly settings: readonly Setting[];
}

export interface Parameter {
  /** Empty if it has none. */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly isVariadic: boolean;
}

/** The key of a name in the catalogue's maps. */
export const key = ({ schema, name }: QualifiedName): string => `${schema}\0${name}`;

/** A setting of PostgREST, from `alter role authenticator set pgrst.db_…`. */
export function settingOf({ roleSettings }: Catalogue, name: string): string | undefined {
  const settings = roleSettings.get('authenticator') ?? [];
  return settings.findLast(([one]) => one === `pgrst.db_${name}`)?.[1];
}

import type { ContractFacts, FunctionFacts, Relation } from '../facts/facts.ts';
import type { CatalogueColumn } from '../generate/model.ts';
import type { Touch } from './touching.ts';
import type { PolicyWords } from './policies/policy-words.ts';
import type { Raised } from './raises.ts';

/** Everything that the site shows. */
export interface DocumentedSchema {
  /** The name of the project. */
  readonly title: string;
  readonly tables: readonly TableDoc[];
  readonly functions: readonly FunctionDoc[];
}

export interface TableDoc {
  readonly schema: string;
  readonly name: string;
  /** Its name as SQL writes it: `public.orders`, `app."Odd name"`. References name it so. */
  readonly key: string;
  readonly comment?: string;
  readonly columns: readonly ColumnDoc[];
  /** What clients meet of it. */
  readonly relation: Relation;
  readonly constraints: readonly ConstraintDoc[];
  /** Those that no constraint makes. */
  readonly indexes: readonly IndexDoc[];
  readonly triggers: readonly Remark[];
  /** Its partitions by their keys, which have no page of their own. */
  readonly partitions: readonly Remark[];
  /** The comments of its policies, by their names. */
  readonly policyComments: ReadonlyMap<string, string>;
  /** What its policies say in words, by their names. */
  readonly policyWords: ReadonlyMap<string, PolicyWords>;
  /** The files of migrations whose text changes it, oldest first. */
  readonly migrations: readonly Touch[];
}

export interface ColumnDoc extends CatalogueColumn {
  /** The expression of its default, or of the column if it is generated. */
  readonly expression?: string;
  /** What is inside it, if it is JSON with a contract. */
  readonly inside?: ContractFacts;
  /** A value of the seed. */
  readonly example?: string;
  /** Whether that is made of the day that the seed was run on. */
  readonly exampleIsOfDay?: boolean;
}

export interface ConstraintDoc extends Remark {
  /** What it asks, where its definition has plain words. */
  readonly words?: string;
}

export interface IndexDoc extends Remark {
  readonly isUnique: boolean;
  /** The reads that it serves, as far as its columns tell. */
  readonly words: string;
}

/** A column or an expression of an index. */
export interface IndexKey {
  readonly text: string;
  readonly isDescending: boolean;
}

/** Something of a table or a function that has a definition and perhaps a comment. */
export interface Remark {
  readonly name: string;
  /** Of a constraint `pg_constraint.contype`, of a function its language, of an index JSON. */
  readonly detail: string;
  readonly definition: string;
  readonly comment?: string;
}

/** The functions of one name. */
export interface FunctionDoc {
  readonly schema: string;
  readonly name: string;
  readonly key: string;
  readonly signatures: readonly SignatureDoc[];
}

/** A column, and its table. */
export interface Target {
  readonly table: TableDoc;
  readonly column: ColumnDoc;
}

export interface SignatureDoc extends FunctionFacts {
  readonly comment?: string;
  readonly language: string;
  /** Whether it may be called again with the same arguments, in words. */
  readonly repeat: string;
  /** The errors that its body raises. */
  readonly raises: readonly Raised[];
  /** The columns of the returned table that its arguments are for, by their place. */
  readonly goesTo: ReadonlyMap<number, Target>;
  /** What is inside its JSON arguments, by their place. */
  readonly inside: ReadonlyMap<number, ContractFacts>;
}

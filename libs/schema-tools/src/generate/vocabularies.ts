import * as z from 'zod';
import { insideOf } from '../contracts/parts.ts';
import type { CatalogueTable } from './model.ts';

/** A list of words in a contract. */
export interface Vocabulary {
  /** Its place in the contract: `auxiliary_pool_changes.exercises[].primary_muscles[]`. */
  readonly place: string;
  readonly words: readonly string[];
}

/**
 * The lists of words in a contract.
 *
 * @param place the contract's own place, `table.column` or a domain
 */
export function vocabulariesOf(schema: z.core.$ZodType, place: string): Vocabulary[] {
  return wordsIn(schema, place, new Set());
}

function wordsIn(
  schema: z.core.$ZodType,
  place: string,
  outer: ReadonlySet<z.core.$ZodType>,
): Vocabulary[] {
  // a recursive schema adds no words
  if (outer.has(schema)) return [];
  if (schema instanceof z.core.$ZodEnum) {
    const words = [...schema._zod.values].filter((word) => typeof word === 'string');
    return [{ place, words }];
  }
  const open = new Set(outer).add(schema);
  return insideOf(schema).flatMap(({ step, part }) => wordsIn(part, place + inWords(step), open));
}

/** A step without a tuple's place or a union's option: their words are one list. */
function inWords(step: string): string {
  return step.replace(/^\[\d+\]$/, '[]').replace(/^\|\d+$/, '');
}

/** The number of shared words from which two lists count as the same vocabulary. */
const sharedWords = 2;

/** A column whose list of words differs from a contract's. */
export interface DifferingColumn {
  /** `public.table.column`. */
  readonly column: string;
  /** The differing words, and their places in contracts; this text follows the column. */
  readonly says: string;
}

/**
 * Compares the lists of words in CHECKs and contracts. Lists that share words are one vocabulary
 * and must be equal. Otherwise a word that only one of them accepts could not be stored.
 */
export function differingColumns(
  tables: readonly CatalogueTable[],
  vocabularies: readonly Vocabulary[],
): DifferingColumn[] {
  return tables.flatMap((table) =>
    table.columns.flatMap(({ name, values }) => {
      const column = `${table.schema}.${table.name}.${name}`;
      const listed = (values ?? []).filter((value) => typeof value === 'string');
      const places = new Map<string, string[]>();
      const report = (words: readonly string[], here: string, there: string, place: string) => {
        if (words.length === 0) return;
        const difference = `${here} ${words.join(', ')}, which the contract ${there}`;
        places.set(difference, [...(places.get(difference) ?? []), place]);
      };
      for (const { words, place } of vocabularies) {
        if (words.filter((word) => listed.includes(word)).length < sharedWords) continue;
        report(without(listed, words), 'takes', 'refuses', place);
        report(without(words, listed), 'refuses', 'takes', place);
      }
      return Array.from(places, ([difference, at]) => {
        return { column, says: `${difference}: ${at.join(', ')}` };
      });
    }),
  );
}

/**
 * Like `differingColumns`, in sentences.
 *
 * @param allowed columns that may differ, as `public.table.column`
 */
export function differingVocabularies(
  tables: readonly CatalogueTable[],
  vocabularies: readonly Vocabulary[],
  allowed: ReadonlySet<string>,
): string[] {
  return differingColumns(tables, vocabularies)
    .filter(({ column }) => !allowed.has(column))
    .map(({ column, says }) => `the CHECK of ${column} ${says}`);
}

function without(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => !others.includes(word));
}

import * as z from 'zod';
import { insideOf } from '../contracts/parts.ts';
import type { CatalogueTable } from './model.ts';

/** A list of words in a contract. */
export interface Vocabulary {
  /** Where in the contract: `auxiliary_pool_changes.exercises[].primary_muscles[]`. */
  readonly place: string;
  readonly words: readonly string[];
}

/**
 * The lists of words in a contract.
 *
 * @param place of the contract itself, `table.column` or a domain
 */
export function vocabulariesOf(schema: z.core.$ZodType, place: string): Vocabulary[] {
  return wordsIn(schema, place, new Set());
}

function wordsIn(
  schema: z.core.$ZodType,
  place: string,
  outer: ReadonlySet<z.core.$ZodType>,
): Vocabulary[] {
  // a schema inside itself adds no words
  if (outer.has(schema)) return [];
  if (schema instanceof z.core.$ZodEnum) {
    const words = [...schema._zod.values].filter((word) => typeof word === 'string');
    return [{ place, words }];
  }
  const open = new Set(outer).add(schema);
  return insideOf(schema).flatMap(({ step, part }) => wordsIn(part, place + inWords(step), open));
}

/** A step without the place in a tuple or the option of a union: their words are one list. */
function inWords(step: string): string {
  return step.replace(/^\[\d+\]$/, '[]').replace(/^\|\d+$/, '');
}

/** How many words two lists share before they are taken for the same vocabulary. */
const sharedWords = 2;

/**
 * Compares the lists of words that CHECKs and contracts have. Two that share words are one
 * vocabulary, and have to be the same: what one takes and the other refuses cannot be written.
 *
 * @param allowed columns that may differ, as `public.table.column`
 * @returns a sentence for each column, with the words that differ and both places
 */
export function differingVocabularies(
  tables: readonly CatalogueTable[],
  vocabularies: readonly Vocabulary[],
  allowed: ReadonlySet<string>,
): string[] {
  return tables.flatMap((table) =>
    table.columns.flatMap(({ name, values }) => {
      const column = `${table.schema}.${table.name}.${name}`;
      const listed = (values ?? []).filter((value) => typeof value === 'string');
      if (allowed.has(column)) return [];
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
        return `the CHECK of ${column} ${difference}: ${at.join(', ')}`;
      });
    }),
  );
}

function without(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => !others.includes(word));
}

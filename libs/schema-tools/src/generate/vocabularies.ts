import * as z from 'zod';
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
  if (schema instanceof z.ZodEnum) {
    return [{ place, words: schema.options.filter((word) => typeof word === 'string') }];
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, value]: [string, z.core.$ZodType]) =>
      vocabulariesOf(value, `${place}.${key}`),
    );
  }
  if (schema instanceof z.ZodArray) return vocabulariesOf(schema.element, `${place}[]`);
  if (schema instanceof z.ZodTuple) {
    return schema.def.items.flatMap((item) => vocabulariesOf(item, `${place}[]`));
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => vocabulariesOf(option, place));
  }
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) {
    return vocabulariesOf(schema.unwrap(), place);
  }
  return [];
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

import * as z from 'zod';
import type { CatalogueTable } from './catalogue.ts';

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

/** What is registered as contracts: by table and column, and by domain. */
export interface ContractRegistry {
  readonly jsonContracts: Readonly<Record<string, Readonly<Record<string, z.core.$ZodType>>>>;
  readonly argumentContracts: Readonly<Record<string, z.core.$ZodType>>;
}

/** The lists of words in all contracts. */
export function contractVocabularies(registry: ContractRegistry): Vocabulary[] {
  const { jsonContracts, argumentContracts } = registry;
  return [
    ...Object.entries(jsonContracts).flatMap(([table, columns]) =>
      Object.entries(columns).flatMap(([column, contract]) =>
        vocabulariesOf(contract, `${table}.${column}`),
      ),
    ),
    ...Object.entries(argumentContracts).flatMap(([domain, contract]) =>
      vocabulariesOf(contract, domain),
    ),
  ];
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
  const found: string[] = [];
  for (const table of tables) {
    for (const { name, values } of table.columns) {
      const column = `public.${table.name}.${name}`;
      const listed = (values ?? []).filter((value) => typeof value === 'string');
      if (listed.length === 0 || allowed.has(column)) continue;
      const others = vocabularies.filter(({ words }) => {
        const shared = words.filter((word) => listed.includes(word)).length;
        return shared >= sharedWords && !(shared === words.length && shared === listed.length);
      });
      const differences = [
        ...differs(
          others,
          (words) => listed.filter((word) => !words.includes(word)),
          'takes',
          'refuses',
        ),
        ...differs(
          others,
          (words) => words.filter((word) => !listed.includes(word)),
          'refuses',
          'takes',
        ),
      ];
      for (const difference of differences) found.push(`the CHECK of ${column} ${difference}`);
    }
  }
  return found;
}

function differs(
  others: readonly Vocabulary[],
  pick: (words: readonly string[]) => string[],
  here: string,
  there: string,
): string[] {
  const places = new Map<string, string[]>();
  for (const { words, place } of others) {
    const different = pick(words).join(', ');
    if (different !== '') places.set(different, [...(places.get(different) ?? []), place]);
  }
  return [...places].map(
    ([words, at]) => `${here} ${words}, which the contract ${there}: ${at.join(', ')}`,
  );
}

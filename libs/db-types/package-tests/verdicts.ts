import { contractErrors, jsonContracts } from '@parakeet/db-types';
import { compile, util } from 'zod/v4/core';
import { fixtures } from '../src/json/fixtures/index.ts';
import type { Documents } from '../src/json/fixtures/text.ts';

/** What a JavaScript engine makes of the contracts' fixtures. Plain data, to be sent as JSON. */
export interface Verdicts {
  /** Whether Zod may generate code there. Where it may not, it interprets its schemas. */
  readonly generatesCode: boolean;
  /** Of each document what its contract says, nothing where it takes it. */
  readonly said: Readonly<Record<string, readonly string[]>>;
  /** The documents that the contract took or refused against the fixtures, or otherwise compiled. */
  readonly wrong: readonly string[];
}

/** Tries every fixture. It is bundled and run by other engines, so it needs nothing of Node. */
export function verdicts(): Verdicts {
  const said: Record<string, readonly string[]> = {};
  const wrong: string[] = [];
  const columns: Readonly<Record<string, Readonly<Record<string, Fixtures>>>> = fixtures;
  for (const [table, contracts] of Object.entries(jsonContracts)) {
    for (const [column, contract] of Object.entries(contracts)) {
      // where code generation is forbidden, that is the contract as it was
      const compiled = compile(contract);
      const { accepts = {}, refuses = {} } = columns[table]?.[column] ?? {};
      for (const documents of [accepts, refuses]) {
        for (const [name, text] of Object.entries(documents)) {
          const document = `${table}.${column}: ${documents === accepts ? 'takes' : 'refuses'} ${name}`;
          const { error } = contract.safeParse(JSON.parse(text));
          said[document] = error ? contractErrors(error) : [];
          const again = compiled.safeParse(JSON.parse(text)).error;
          const same = JSON.stringify(again?.issues) === JSON.stringify(error?.issues);
          if ((error === undefined) !== (documents === accepts) || !same) wrong.push(document);
        }
      }
    }
  }
  return { generatesCode: util.allowsEval.value, said, wrong };
}

interface Fixtures {
  readonly accepts: Documents;
  readonly refuses: Documents;
}

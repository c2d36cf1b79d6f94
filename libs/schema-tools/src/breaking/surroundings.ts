import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolError, toolsRoot, workspaceRoot } from '@parakeet/command-kit';
import type { Rule } from '@parakeet/db-types/contracts';
import type * as z from 'zod';
import { partsOf } from '../contracts/read-contract.ts';
import { readApiSettings } from '../facts/api-settings.ts';
import { contractFacts, contractFactsFile } from '../facts/contract-facts.ts';
import type { ContractFacts, Named } from '../facts/facts.ts';
import { contractsFile, loadContracts } from '../generate/registered-contracts.ts';
import type { RegisteredContracts } from '../generate/model.ts';
import type { Surroundings } from './history.ts';

const rulesFile = 'libs/db-types/src/json/rules.ts';
/** With it apps read tolerantly. */
const readingFile = 'libs/db-types/src/reading/read-rows.ts';

/**
 * Reads what the files of a directory say of its schema, beside the migrations. Without a registry
 * of contracts there are none.
 *
 * @throws ToolError if config.toml or a contract cannot be read
 */
export async function readSurroundings(directory: string): Promise<Surroundings> {
  const api = await readApiSettings(directory);
  const reading = existsSync(join(directory, readingFile)) ? 'tolerant' : 'strict';
  return { api, contracts: await readContracts(directory), reading };
}

async function readContracts(directory: string): Promise<Named<ContractFacts>> {
  // those of the checkout are read from their sources: the file may be out of step
  const file = join(directory, contractFactsFile);
  if (directory !== workspaceRoot && existsSync(file)) {
    return JSON.parse(await readFile(file, 'utf8')) as Named<ContractFacts>;
  }
  if (!existsSync(join(directory, contractsFile))) return {};
  const contracts = await loadContracts(directory);
  await adoptRules(directory, contracts);
  return contractFacts(contracts);
}

/** What rules.ts of libs/db-types exports, of which a part is not for apps. */
interface RulesModule {
  rulesOf(schema: z.core.$ZodType): readonly Rule[];
  declareRules(schema: z.core.$ZodType, rules: readonly Rule[]): void;
}

async function loadRules(directory: string): Promise<RulesModule> {
  try {
    return (await import(pathToFileURL(join(directory, rulesFile)).href)) as RulesModule;
  } catch (cause) {
    throw new ToolError(`${rulesFile} of what is compared does not load: ${String(cause)}`, {
      cause,
    });
  }
}

/** Makes the rules known that the directory's own copy of rules.ts keeps of its schemas. */
async function adoptRules(directory: string, contracts: RegisteredContracts): Promise<void> {
  const [theirs, ours] = [await loadRules(directory), await loadRules(toolsRoot)];
  const seen = new Set<z.core.$ZodType>();
  const adopt = (schema: z.core.$ZodType) => {
    if (seen.has(schema)) return;
    seen.add(schema);
    const rules = theirs.rulesOf(schema);
    if (rules.length > 0) ours.declareRules(schema, rules);
    for (const part of partsOf(schema)) adopt(part);
  };
  for (const { schema } of [...contracts.columns.values(), ...contracts.domains.values()]) {
    adopt(schema);
  }
}

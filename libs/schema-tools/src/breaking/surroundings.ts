import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadContracts } from '../contracts/index.ts';
import { readApiSettings } from '../facts/api-settings.ts';
import { contractFacts, contractFactsName } from '../facts/contract-facts.ts';
import type { ContractFacts, Named } from '../facts/facts.ts';
import { project, type Project } from '../project/project.ts';
import type { Surroundings } from './history.ts';

/**
 * Reads the facts about a project's schema from its files beside the migrations.
 *
 * @param from the project itself, or a copy of another commit of it
 * @throws ToolError if config.toml or a contract cannot be read
 */
export async function readSurroundings(from: Project = project()): Promise<Surroundings> {
  const api = await readApiSettings(from.workdir);
  const file = join(from.supabase, contractFactsName);
  // the version that first wrote this file also introduced tolerant reading
  const reading = existsSync(file) ? 'tolerant' : 'strict';
  return { api, contracts: await readContracts(from, file), reading };
}

async function readContracts(from: Project, file: string): Promise<Named<ContractFacts>> {
  // for the checkout they come from the sources, because the file may be outdated
  if (from !== project() && existsSync(file)) {
    return JSON.parse(await readFile(file, 'utf8')) as Named<ContractFacts>;
  }
  if (from.contracts === undefined || !existsSync(from.contracts)) return {};
  return contractFacts((await loadContracts(from)).sources);
}

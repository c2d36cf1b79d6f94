import { join, relative, sep } from 'node:path';
import { git } from '@parakeet/command-kit';
import { contractFactsName } from '../facts/contract-facts.ts';
import type { ContractFacts, Named } from '../facts/facts.ts';
import { project } from '../project/project.ts';
import { readReleases } from './releases.ts';

/**
 * The contracts of earlier times: of each commit before a change to them, and of each release, even
 * a retired one. They keep dropped keys reserved.
 *
 * @param ref the newest commit; only releases if not given
 */
export async function readPastContracts(ref?: string): Promise<Named<ContractFacts>[]> {
  const released = (await readReleases()).map(({ facts }) => facts.contracts);
  if (ref === undefined) return released;
  const { root, supabase } = project();
  const file = relative(root, join(supabase, contractFactsName)).split(sep).join('/');
  // in git 2.39 the filter `d` (all but deleted) finds nothing if no diff is printed
  const log = await git(['log', '--format=%H', '--diff-filter=AM', ref, '--', file]);
  const commits = log.split('\n').filter((commit) => commit !== '');
  const texts = await Promise.all(commits.map((commit) => git(['show', `${commit}:./${file}`])));
  return [...released, ...texts.map((text) => JSON.parse(text) as Named<ContractFacts>)];
}

import { appDirectory } from './first-load.ts';
import { ofLifter, ofPath } from './first-screens.ts';

/** What Rolldown tells of the modules. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * The file of the build for a module that several screens share: `lifter` where the first screen of
 * somebody who is signed in waits for it, else `more`. The schemas and Zod are in `more`.
 */
export function sharedChunk(id: string, graph: Graph): 'lifter' | 'more' {
  return needed(graph).has(id) ? 'lifter' : 'more';
}

function needed(graph: Graph): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (id: string) => {
    // of db-types all is reachable: what the first screen uses of it, the entry uses too
    if (found.has(id) || id.includes('/libs/')) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(follow);
  };
  for (const source of [...ofLifter, ...Object.values(ofPath).flat()])
    follow(appDirectory + source);
  return found;
}

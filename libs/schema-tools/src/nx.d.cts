/** What Nx calls for each `supabase/config.toml` of a workspace: `plugins` of nx.json names this. */
export declare const createNodes: readonly [pattern: string, create: (...given: never) => unknown];
export declare const createNodesV2: typeof createNodes;
export declare const name: string;

import type { SaveFormulaConfigArgs } from '@parakeet/db-types';
import { answered } from './answer.ts';
import type { Client } from './client.ts';
import { readOne } from './read.ts';

/** The lifter's active formula config, or null. */
export async function activeFormulaConfig(client: Client, lifter: string) {
  return readOne(
    'formula',
    ({ formulaConfig }) => formulaConfig,
    client
      .from('formula_configs')
      .select('*')
      .eq('user_id', lifter)
      .eq('is_active', true)
      .maybeSingle(),
  );
}

/** Saves a formula config as the active one. Safe to send twice. */
export async function saveFormulaConfig(
  client: Client,
  config: SaveFormulaConfigArgs,
): Promise<void> {
  await answered(client.rpc('save_formula_config', config));
}

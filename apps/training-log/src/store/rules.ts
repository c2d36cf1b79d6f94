import { Away } from '../errors/refusal.ts';

export type Rules = typeof import('../data/rules.ts');

/**
 * The rules of rows and writes. They load after the first screen, from this device once the service
 * worker has them.
 *
 * @throws Away where they cannot be loaded
 */
export async function loadRules(): Promise<Rules> {
  try {
    return await import('../data/rules.ts');
  } catch (error) {
    throw new Away('the rules of rows and writes did not load', { cause: error });
  }
}

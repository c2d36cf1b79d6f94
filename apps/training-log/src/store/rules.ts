import type * as rules from '../data/rules.ts';
import { Away } from '../errors/refusal.ts';

export type Rules = typeof rules;

/**
 * Names this build of the app: the name of the built file has a hash of it, and with it of the name
 * of the file with the rules. What `vite serve` serves has no such name.
 */
export const thisBuild = import.meta.url.includes('/assets/')
  ? import.meta.url
  : crypto.randomUUID();

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

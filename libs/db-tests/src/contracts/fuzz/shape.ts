import type { ContractSubject } from '@parakeet/db-harness/contract-columns';

/** A contract as teams write it, without a column or a domain. */
export interface Shape extends ContractSubject {
  readonly column?: never;
  readonly domain?: never;
}

export function isShape(subject: ContractSubject): subject is Shape {
  return !('column' in subject || 'domain' in subject);
}

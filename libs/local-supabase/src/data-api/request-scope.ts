import { AsyncLocalStorage } from 'node:async_hooks';
import type { Catalogue } from './catalogue.ts';
import type { Identity } from './identity.ts';

/** What the connection has to know of the request that it works for. */
export interface RequestScope {
  readonly request: Request;
  readonly identity: Identity;
  readonly catalogue: Catalogue;
}

const scope = new AsyncLocalStorage<RequestScope>();

/** Does the work of one request; everything in it finds its scope, however it is called. */
export function withRequestScope<Result>(
  value: RequestScope,
  work: () => Promise<Result>,
): Promise<Result> {
  return scope.run(value, work);
}

/**
 * The scope of the request at hand. Throws where there is none: nothing is done in the
 * database without knowing for whom.
 */
export function requestScope(): RequestScope {
  const found = scope.getStore();
  if (!found) throw new Error('The Data API was asked for something outside of a request.');
  return found;
}

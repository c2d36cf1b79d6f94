import type { Identity } from '../identity.ts';
import type { Setting } from './catalogue/catalogue.ts';
import { catalogueState } from './catalogue/catalogue-reader.ts';
import type { RestRequest } from './request.ts';
import { identifier, literal } from './sql.ts';

/**
 * The statements that begin the transaction of a request and become, until it ends, whoever it
 * is for, with what functions and policies may read of it. They return the catalogue's state.
 */
export function enterSql(options: {
  request: RestRequest;
  identity: Identity;
  extraSearchPath: readonly string[];
  roleSettings: readonly Setting[];
}): string {
  const { request, identity, extraSearchPath, roleSettings } = options;
  const searchPath = [...new Set([request.schema, ...extraSearchPath])].map(identifier).join(', ');
  const settings: Setting[] = [
    ['role', identity.role],
    ['request.jwt.claims', JSON.stringify(identity.claims)],
    ['request.method', request.method],
    ['request.path', request.path],
    ['request.headers', JSON.stringify(request.headers)],
    ['request.cookies', JSON.stringify(request.cookies)],
    ...roleSettings,
    ...(request.preferences.timezone === undefined
      ? []
      : [['timezone', request.preferences.timezone] as const]),
    ['search_path', searchPath],
  ];
  const mode = request.isRead ? ' read only' : '';
  return `begin${mode}; select ${setAll(settings)}, ${catalogueState} as state`;
}

/** The SQL that sets settings until the transaction ends. */
export const setAll = (settings: readonly Setting[]): string =>
  settings
    .map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, true)`)
    .join(', ');

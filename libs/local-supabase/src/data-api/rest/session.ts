import type { Identity } from '../identity.ts';
import type { Setting } from './catalogue/catalogue.ts';
import { catalogueState } from './catalogue/catalogue-state.ts';
import type { RestRequest } from './request.ts';
import { identifier, literal, Parameters } from './sql.ts';
import type { Statement } from './statement.ts';

/**
 * The statement that sets the identity of a request for its transaction: the role, and the settings
 * that functions and policies may read. It returns the catalogue's state.
 *
 * @param settings of the role, then of the called function
 */
export function enterStatement(options: {
  request: RestRequest;
  identity: Identity;
  extraSearchPath: readonly string[];
  settings: readonly Setting[];
}): Statement {
  const { request, identity, extraSearchPath } = options;
  const searchPath = [...new Set([request.schema, ...extraSearchPath])].map(identifier).join(', ');
  const settings: Setting[] = [
    ['role', identity.role],
    ['request.jwt.claims', JSON.stringify(identity.claims)],
    ['request.method', request.method],
    ['request.path', request.path],
    ['request.headers', JSON.stringify(request.headers)],
    ['request.cookies', JSON.stringify(request.cookies)],
    ...options.settings,
    ...(request.preferences.timezone === undefined
      ? []
      : [['timezone', request.preferences.timezone] as const]),
    ['search_path', searchPath],
  ];
  const parameters = new Parameters();
  const set = settings.map(
    ([name, value]) =>
      // texts of Postgres cannot contain NUL
      `set_config(${literal(name)}, ${parameters.add(value.replaceAll('\0', ''))}, true)`,
  );
  const text = `select ${set.join(', ')}, ${catalogueState} as state`;
  return { text, values: parameters.values };
}

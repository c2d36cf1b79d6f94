import type { CatalogueObject } from './catalogue/read-objects.ts';

/** The roles of apps' requests; `public` is every role. */
const requestRoles = new Set(['anon', 'authenticated', 'public']);
const apiRoles = new Set([...requestRoles, 'service_role']);

/**
 * Schemas of hosted Supabase's services and extensions, besides those of the local base: the
 * internal schemas of the Supabase CLI.
 */
const schemas = new Set(
  [
    ['_analytics', '_realtime', '_supavisor', 'auth', 'cron', 'dbdev', 'etl', 'extensions'],
    ['graphql', 'graphql_public', 'net', 'pgbouncer', 'pgmq', 'pgmq_public', 'pgsodium'],
    ['pgsodium_masks', 'pgtle', 'realtime', 'repack', 'storage', 'supabase_functions'],
    ['supabase_migrations', 'tiger', 'tiger_data', 'topology', 'vault'],
  ].flat(),
);

/** Extensions that hosted projects have, or had, by default. */
const extensions = new Set(
  [
    ['pg_graphql', 'pg_stat_statements', 'pgcrypto', 'pgjwt', 'pgsodium', 'plpgsql'],
    ['supabase_vault', '"uuid-ossp"'],
  ].flat(),
);

/** The roles of services, and the login roles of Supabase's tools and of this project. */
const isHostedRole = (name: string) =>
  /^(supabase|pgsodium|pgtle|cli_login|pg)_\w+$/.test(name) ||
  /^((parakeet_)?postgres|authenticator|dashboard_user|pgbouncer)$/.test(name);

/** Whether a schema is the project's own. */
function isOwnSchema(schema: string): boolean {
  return !schemas.has(schema);
}

/** Whether a role makes apps' requests. */
export function isRequestRole(role: unknown): boolean {
  return typeof role === 'string' && requestRoles.has(role);
}

/**
 * Whether hosted Supabase may have made an object that an empty Supabase database lacks. This is
 * only for objects without a migration. An object from a migration always belongs to the project.
 */
export function isHostedObject(object: CatalogueObject): boolean {
  const { kind, schema, name, parts, facts } = object;
  if (isWatched(object)) return false;
  switch (kind) {
    case 'extension':
      return extensions.has(name);
    case 'role':
      return isHostedRole(name);
    case 'membership':
      return isHostedRole(String(parts['member']));
    case 'setting':
      return parts['role'] === null
        ? String(parts['setting']).startsWith('app.settings.')
        : isHostedRole(String(parts['role']));
    case 'default privileges':
      return (
        isHostedRole(String(parts['maker'])) &&
        (schema === null || !isOwnSchema(schema) || schema === 'public')
      );
    case 'publication':
      return name.startsWith('supabase_realtime');
    case 'published table':
      return /^supabase_realtime./.test(String(parts['publication']));
    case 'grant':
      return (
        schema === null ||
        !isOwnSchema(schema) ||
        (isHostedRole(String(parts['role'])) && !apiRoles.has(String(parts['role'])))
      );
    case 'policy':
      // an object in a schema such as `cron` comes with the extension
      return (
        schema !== null && !isOwnSchema(schema) && !['auth', 'storage', 'realtime'].includes(schema)
      );
    case 'trigger':
      return schema !== null && !isOwnSchema(schema) && callsHosted(facts['definition']);
    default:
      return schema !== null && !isOwnSchema(schema);
  }
}

function callsHosted(definition = ''): boolean {
  const [, schema] = /EXECUTE (?:FUNCTION|PROCEDURE) "?([^".(]+)"?\./.exec(definition) ?? [];
  return schema === undefined || !isOwnSchema(schema);
}

/**
 * Whether an object controls the access of apps, so it is compared even without a migration: API
 * roles and their grants.
 */
export function isWatched({ kind, schema, name, parts }: CatalogueObject): boolean {
  const role = String(parts['role']);
  switch (kind) {
    case 'grant':
      if (!apiRoles.has(role) || schema === null) return false;
      if (isOwnSchema(schema)) return true;
      // tables of accounts and secrets, which hosted Supabase hides from apps
      return (
        ['auth', 'vault'].includes(schema) &&
        requestRoles.has(role) &&
        ['table', 'view', 'column'].includes(String(parts['of']))
      );
    case 'role':
      return apiRoles.has(name);
    case 'membership':
      return apiRoles.has(String(parts['member']));
    case 'setting':
      return (
        apiRoles.has(role) ||
        (role === 'authenticator' && String(parts['setting']).startsWith('pgrst.'))
      );
    default:
      return false;
  }
}

import { placeIn, listAt } from '../settings.ts';
import type { SettingsRule } from '../rule.ts';

export const configSchemaMissing: SettingsRule = {
  id: 'config-schema-missing',
  level: 'error',
  says: 'config.toml exposes a schema that no migration makes.',
  why: 'PostgREST cannot load its schema cache, and every request fails until the schema exists.',
  wayOut: 'Remove it from [api] schemas, or create it in a migration.',
  settings: ({ value, text, there }) =>
    listAt(value, 'api', 'schemas')
      .filter((schema) => there && !there.includes(schema) && schema !== 'graphql_public')
      .map((schema) => ({
        object: schema,
        says: 'is exposed, but does not exist',
        at: placeIn(text, 'api', 'schemas'),
      })),
  bad: { config: '[api]\nschemas = ["public", "billing"]\n' },
  good: { config: '[api]\nschemas = ["public", "billing"]\n', sql: 'create schema billing;' },
};

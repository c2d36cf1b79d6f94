import { placeIn, listAt } from '../settings.ts';
import type { SettingsRule } from '../rule.ts';

const services =
  /^(auth|vault|extensions|pgsodium|cron|net|supabase_\w+|information_schema|pg_.*)$/;

export const configSchemaPrivate: SettingsRule = {
  id: 'config-schema-private',
  level: 'error',
  says: 'config.toml exposes a schema that belongs to a service or to Postgres.',
  why: 'Its tables and functions were not made for clients, and hold accounts, keys or jobs.',
  wayOut:
    'Remove it from [api] schemas. A view or a function of an exposed schema can show a part ' +
    'of it.',
  settings: ({ value, text }) =>
    listAt(value, 'api', 'schemas')
      .filter((schema) => services.test(schema))
      .map((schema) => ({
        object: schema,
        says: 'is exposed by the Data API',
        at: placeIn(text, 'api', 'schemas'),
      })),
  bad: { config: '[api]\nschemas = ["public", "auth"]\n' },
  good: { config: '[api]\nschemas = ["public"]\n' },
};

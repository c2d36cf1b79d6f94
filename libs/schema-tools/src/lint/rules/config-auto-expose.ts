import { configValue } from '@parakeet/local-supabase';
import { placeIn } from '../settings.ts';
import type { SettingsRule } from '../rule.ts';

export const configAutoExpose: SettingsRule = {
  id: 'config-auto-expose',
  level: 'note',
  says: 'New tables are granted to clients without a grant in a migration.',
  why:
    'Since October 2026 hosted projects grant nothing on a new table by themselves. With ' +
    'auto_expose_new_tables on, the default, a missing grant shows only there.',
  wayOut: 'Set auto_expose_new_tables = false in [api], and grant in migrations.',
  settings: ({ value, text }) => {
    if (configValue(value, 'api', 'auto_expose_new_tables') === false) return [];
    const at = placeIn(text, 'api', 'auto_expose_new_tables');
    return [{ object: 'api.auto_expose_new_tables', says: 'is not false', at }];
  },
  bad: { config: '[api]\nauto_expose_new_tables = true\n' },
  good: { config: '[api]\nauto_expose_new_tables = false\n' },
};

import { configValue } from '@parakeet/local-supabase';
import { placeIn } from '../settings.ts';
import type { SettingsRule } from '../rule.ts';

/** The minimum that Supabase recommends. */
const least = 8;

export const configPasswordShort: SettingsRule = {
  id: 'config-password-short',
  level: 'note',
  says: 'A password may have fewer than 8 characters.',
  why: 'Supabase recommends 8 or more: attackers can guess shorter ones.',
  wayOut: 'Set minimum_password_length = 8 in [auth].',
  settings: ({ value, text }) => {
    const length = configValue(value, 'auth', 'minimum_password_length');
    if (typeof length !== 'number' || length >= least) return [];
    const at = placeIn(text, 'auth', 'minimum_password_length');
    return [{ object: 'auth.minimum_password_length', says: `is ${length}`, at }];
  },
  bad: { config: '[auth]\nminimum_password_length = 6\n' },
  good: { config: '[auth]\nminimum_password_length = 8\n' },
};

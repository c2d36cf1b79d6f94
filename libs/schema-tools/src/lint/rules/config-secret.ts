import { placeIn } from '../settings.ts';
import type { Hit, SettingsRule } from '../rule.ts';

const secretKey =
  /(^|_)(secret|secrets|pass|password|auth_token|api_key|private_key|access_token)$/;

export const configSecret: SettingsRule = {
  id: 'config-secret',
  level: 'error',
  says: 'config.toml holds a secret.',
  why: 'The file is in the repository, so every reader of the repository has the secret.',
  wayOut: 'Write "env(NAME)", and set the variable where the CLI runs.',
  settings: ({ value, text }) => {
    const found: Hit[] = [];
    const look = (inner: unknown, path: readonly string[]) => {
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
        for (const [key, one] of Object.entries(inner)) look(one, [...path, key]);
        return;
      }
      if (typeof inner !== 'string' || !secretKey.test(path.at(-1) ?? '')) return;
      if (inner === '' || /^(env\(|encrypted:)/.test(inner)) return;
      found.push({ object: path.join('.'), says: 'is written out', at: placeIn(text, ...path) });
    };
    look(value, []);
    return found;
  },
  bad: { config: '[auth.external.github]\nenabled = true\nsecret = "0123456789abcdef"\n' },
  good: { config: '[auth.external.github]\nenabled = true\nsecret = "env(GITHUB_SECRET)"\n' },
};

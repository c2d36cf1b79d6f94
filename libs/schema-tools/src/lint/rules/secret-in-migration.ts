import { walk } from '../expressions.ts';
import type { Hit, TextRule } from '../rule.ts';
import { secretsIn } from '../secrets.ts';

export const secretInMigration: TextRule = {
  id: 'secret-in-migration',
  level: 'error',
  says: 'A migration holds a key or a password.',
  why:
    'Every reader of the repository has it. It stays in the history of git and in the ' +
    'history table of every database.',
  wayOut:
    'Replace the key where it is used, and read the new one from Vault: ' +
    'vault.create_secret().',
  text: ({ tree, text }) => {
    const found = new Map<string, Hit>();
    walk(tree, (type, node) => {
      // a constant, or the body of a function
      const constant = type === 'A_Const' ? textOf(node['sval']) : undefined;
      const value = type === 'String' ? textOf(node) : constant;
      if (value === undefined) return;
      for (const { kind, secret } of secretsIn(value)) {
        const at = Math.max(text.indexOf(secret), 0);
        found.set(kind, { object: kind, says: 'is in the text of the migration', at });
      }
    });
    return [...found.values()];
  },
  bad: `
    create table public.settings (id bigint primary key, value text);
    insert into public.settings values (1, 'sb_secret_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz');`,
  good: `
    create table public.settings (id bigint primary key, value text);
    insert into public.settings values (1, 'sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH');`,
};

function textOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null || !('sval' in node)) return undefined;
  return typeof node.sval === 'string' ? node.sval : undefined;
}

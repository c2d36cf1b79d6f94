import { walk } from '../expressions.ts';
import type { Hit, TextRule } from '../rule.ts';

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

const forms: readonly (readonly [kind: string, form: RegExp])[] = [
  ['supabase-secret-key', /\bsb_secret_[\w-]{16,}/],
  ['stripe-key', /\b[sr]k_live_[\w]{16,}/],
  ['github-token', /\bgh[pousr]_\w{30,}/],
  ['aws-key', /\bAKIA[0-9A-Z]{16}\b/],
  ['private-key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
];

function secretsIn(text: string): { kind: string; secret: string }[] {
  const found = forms.flatMap(([kind, form]) => {
    const secret = form.exec(text)?.[0];
    return secret === undefined ? [] : [{ kind, secret }];
  });
  for (const [token, , payload = ''] of text.matchAll(/\b(eyJ[\w-]+)\.(eyJ[\w-]+)\.[\w-]{20,}/g)) {
    const claims = Buffer.from(payload, 'base64url').toString('utf8');
    // the keys of every local stack are in Supabase's documentation
    if (!/"role":\s*"service_role"/.test(claims) || claims.includes('supabase-demo')) continue;
    found.push({ kind: 'service-role-key', secret: token });
  }
  const [address, password] =
    /postgres(?:ql)?:\/\/[^\s:@/]+:([^\s@/]+)@(?!localhost|127\.)/.exec(text) ?? [];
  if (
    address !== undefined &&
    password !== 'postgres' &&
    !/^[[<{$]|password/i.test(password ?? '')
  ) {
    found.push({ kind: 'database-password', secret: address });
  }
  return found;
}

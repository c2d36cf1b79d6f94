const names = [
  'password',
  'passwd',
  'password_hash',
  'encrypted_password',
  'secret',
  'secret_key',
  'client_secret',
  'private_key',
  'api_key',
  'apikey',
  'access_token',
  'refresh_token',
  'session_token',
  'recovery_codes?',
  'otp_secret',
  'ssn',
  'social_security_number',
  'credit_card',
  'credit_card_number',
  'card_number',
  'cvv',
  'cvc',
  'iban',
  'passport_number',
];

/** The pattern of the names of columns that hold secrets, in small letters. */
export const sensitiveName = `^(.*_)?(${names.join('|')})$`;

const forms: readonly (readonly [kind: string, form: RegExp])[] = [
  ['supabase-secret-key', /\bsb_secret_[\w-]{16,}/],
  ['stripe-key', /\b[sr]k_live_[\w]{16,}/],
  ['github-token', /\bgh[pousr]_\w{30,}/],
  ['aws-key', /\bAKIA[0-9A-Z]{16}\b/],
  ['private-key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
];

/** The keys and passwords in a text, recognized by their form. */
export function secretsIn(text: string): { kind: string; secret: string }[] {
  const found = forms.flatMap(([kind, form]) => {
    const secret = form.exec(text)?.[0];
    return secret === undefined ? [] : [{ kind, secret }];
  });
  for (const [token, , payload = ''] of text.matchAll(/\b(eyJ[\w-]+)\.(eyJ[\w-]+)\.[\w-]{20,}/g)) {
    const claims = Buffer.from(payload, 'base64url').toString('utf8');
    // the keys of every local stack are public in Supabase's documentation
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

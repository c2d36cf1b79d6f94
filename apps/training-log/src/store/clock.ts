const key = 'parakeet.clock';
/** A clock counts as right if it is less than a minute off. */
const toleranceMs = 60_000;

/** The server's time, as far as known, because a phone's clock may be wrong. */
export function now(): Date {
  return new Date(Date.now() + kept().offset);
}

/**
 * Learns from a new token of auth by how much this clock is wrong.
 *
 * @param token an access token; a known one is ignored
 */
export function learnFrom(token: string): void {
  const issuedAt = issuedAtOf(token);
  if (issuedAt === undefined || issuedAt <= kept().issuedAt) return;
  const offset = issuedAt * 1000 - Date.now();
  keep({ issuedAt, offset: Math.abs(offset) < toleranceMs ? 0 : offset });
}

function issuedAtOf(token: string): number | undefined {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    const claims: unknown = JSON.parse(atob(payload));
    const isOne = typeof claims === 'object' && claims !== null && 'iat' in claims;
    return isOne && typeof claims.iat === 'number' ? claims.iat : undefined;
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly issuedAt: number;
  readonly offset: number;
}

function kept(): Kept {
  const [issuedAt, offset] = (localStorage.getItem(key) ?? '').split(' ').map(Number);
  return { issuedAt: issuedAt || 0, offset: offset || 0 };
}

function keep({ issuedAt, offset }: Kept): void {
  localStorage.setItem(key, `${issuedAt} ${offset}`);
}

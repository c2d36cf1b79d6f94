import { randomBytes } from 'node:crypto';
import { compare, hash } from 'bcryptjs';
import { AuthRefused, invalid } from './refused.ts';

/** The bytes of a password that bcrypt reads. */
const longest = 72;

/**
 * Refuses a password as GoTrue does. Go counts bytes, although the message says characters.
 *
 * @param shortest `minimum_password_length` of supabase/config.toml
 * @throws AuthRefused (400 over 72 bytes, 422 weak_password under the minimum)
 */
export function checkPassword(password: string, shortest: number): void {
  const bytes = Buffer.byteLength(password);
  if (bytes > longest) throw invalid(`Password cannot be longer than ${longest} characters`);
  const weakness = weaknessOf(password, shortest);
  if (!weakness) return;
  const { message, reasons } = weakness;
  throw new AuthRefused(422, 'weak_password', message, { weak_password: { reasons } });
}

/** Why a password is too weak; undefined if it is strong enough. */
export function weaknessOf(
  password: string,
  shortest: number,
): { message: string; reasons: string[] } | undefined {
  if (Buffer.byteLength(password) >= shortest) return undefined;
  const message = `Password should be at least ${shortest} characters.`;
  return { message, reasons: ['length'] };
}

/** The bcrypt hash of a password, at GoTrue's cost. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, 10);
}

/** A random password that nobody knows. */
export function unknownPassword(): string {
  return randomBytes(48).toString('base64url');
}

/** Whether a password matches a hash; false for an account without one. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  return hashed !== null && hashed !== '' && compare(password, hashed);
}

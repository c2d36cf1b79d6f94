import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js';
import { Away, Refusal } from '../errors/refusal.ts';
import type { Client } from './client.ts';

/** Who is signed in. */
export interface Lifter {
  readonly id: string;
  readonly email: string;
}

/** Makes an account; whether its address has to be confirmed by mail first. */
export async function signUp(client: Client, email: string, password: string) {
  const { data, error } = await client.auth.signUp({ email, password });
  if (error) throw authError(error);
  return { confirmByMail: data.session === null };
}

export async function signIn(client: Client, email: string, password: string): Promise<void> {
  const { error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw authError(error);
}

/** Signs out on this device. */
export async function signOut(client: Client): Promise<void> {
  await client.auth.signOut({ scope: 'local' });
}

/**
 * Tells who is signed in, now and whenever that changes.
 *
 * @returns stops telling
 */
export function watchLifter(
  client: Client,
  tell: (lifter: Lifter | undefined) => void,
): () => void {
  const { data } = client.auth.onAuthStateChange((_event, session) => {
    tell(session === null ? undefined : { id: session.user.id, email: session.user.email ?? '' });
  });
  return () => data.subscription.unsubscribe();
}

function authError(error: AuthError): Error {
  if (isAuthRetryableFetchError(error)) return new Away(error.message);
  return new Refusal(error.code ?? 'auth', error.message);
}

import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js';
import { Away, Refusal } from '../errors/refusal.ts';
import { learnFrom } from '../store/clock.ts';
import { answered } from './answer.ts';
import type { Client } from './client.ts';

/** Who is signed in. */
export interface Lifter {
  readonly id: string;
  readonly email: string;
}

/** Makes an account; whether its address has to be confirmed by mail first. */
export async function signUp(client: Client, email: string, password: string) {
  const { data } = await allowed(client.auth.signUp({ email, password }));
  return { confirmByMail: data.session === null };
}

export async function signIn(client: Client, email: string, password: string): Promise<void> {
  await allowed(client.auth.signInWithPassword({ email, password }));
}

/** Sends a mail with a link that lets the lifter choose another password. */
export async function resetPassword(client: Client, email: string): Promise<void> {
  const redirectTo = `${location.origin}/settings`;
  await allowed(client.auth.resetPasswordForEmail(email, { redirectTo }));
}

/** Changes the e-mail address, which has to be confirmed by mail, or the password. */
export async function changeAccount(
  client: Client,
  changes: { readonly email: string } | { readonly password: string },
): Promise<void> {
  await allowed(client.auth.updateUser(changes));
}

/** Deletes the account with everything in it, and signs out. */
export async function deleteAccount(client: Client): Promise<void> {
  await answered(client.rpc('delete_account'));
  await signOut(client);
}

/** Signs out on this device. */
export async function signOut(client: Client): Promise<void> {
  await allowed(client.auth.signOut({ scope: 'local' }));
}

/**
 * Tells who is signed in, now and whenever that changes. A phone that was offline for hours has a
 * session that ran out: who had signed in still is, until auth says no.
 *
 * @returns stops telling
 */
export function watchLifter(
  client: Client,
  tell: (lifter: Lifter | undefined) => void,
): () => void {
  const tellOfNobody = () => {
    forget();
    tell(undefined);
  };
  const before = recall();
  // supabase-js tries for half a minute to make such a session new before it says anything
  if (before) tell(before);
  const { data } = client.auth.onAuthStateChange((event, session) => {
    if (session !== null) {
      if (event !== 'INITIAL_SESSION') learnFrom(session.access_token);
      const lifter = { id: session.user.id, email: session.user.email ?? '' };
      remember(lifter);
      tell(lifter);
    } else if (event === 'SIGNED_OUT' || before === undefined) {
      tellOfNobody();
    } else {
      // not from here, where supabase-js waits for this to return
      setTimeout(() => void lookAgain(), 0);
    }
  });
  const lookAgain = async () => {
    const { data: found, error } = await client.auth.getSession();
    if (found.session === null && !isAuthRetryableFetchError(error)) tellOfNobody();
  };
  return () => data.subscription.unsubscribe();
}

// beside the session of supabase-js, whose form is its own: id and address, with a space between
const rememberedKey = 'parakeet.lifter';

function remember({ id, email }: Lifter): void {
  localStorage.setItem(rememberedKey, `${id} ${email}`);
}

/** Whether somebody had signed in on this device, as index.html asks too. */
export function isRemembered(): boolean {
  return recall() !== undefined;
}

function recall(): Lifter | undefined {
  const [id = '', ...email] = localStorage.getItem(rememberedKey)?.split(' ') ?? [];
  return id === '' ? undefined : { id, email: email.join(' ') };
}

function forget(): void {
  localStorage.removeItem(rememberedKey);
}

/** What auth answered; throws what it refused. */
async function allowed<Answered extends { readonly error: AuthError | null }>(
  request: Promise<Answered>,
): Promise<Answered> {
  const answer = await request;
  if (answer.error) throw authError(answer.error);
  return answer;
}

function authError(error: AuthError): Error {
  if (isAuthRetryableFetchError(error)) return new Away(error.message);
  return new Refusal(error.code ?? 'auth', error.message);
}

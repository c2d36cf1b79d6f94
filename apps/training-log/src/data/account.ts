import type { AuthError } from '@supabase/supabase-js';
import { Away, Refusal, retryMs } from '../errors/refusal.ts';
import { learnFrom } from '../store/clock.ts';
import { answered } from './answer.ts';
import type { Client, Connection } from './client.ts';

/** Who is signed in. */
export interface Lifter {
  readonly id: string;
  readonly email: string;
}

/** Makes an account; whether its address has to be confirmed by mail first. */
export async function signUp(connection: Connection, email: string, password: string) {
  const { auth } = await connection();
  const { data } = await allowed(auth.signUp({ email, password }));
  return { confirmByMail: data.session === null };
}

export async function signIn(
  connection: Connection,
  email: string,
  password: string,
): Promise<void> {
  const { auth } = await connection();
  await allowed(auth.signInWithPassword({ email, password }));
}

/** Sends a mail with a link that lets the lifter choose another password. */
export async function resetPassword(connection: Connection, email: string): Promise<void> {
  const redirectTo = `${location.origin}/settings`;
  const { auth } = await connection();
  await allowed(auth.resetPasswordForEmail(email, { redirectTo }));
}

/** Changes the e-mail address, which has to be confirmed by mail, or the password. */
export async function changeAccount(
  connection: Connection,
  changes: { readonly email: string } | { readonly password: string },
): Promise<void> {
  const { auth } = await connection();
  await allowed(auth.updateUser(changes));
}

/** Deletes the account with everything in it, and signs out. */
export async function deleteAccount(connection: Connection): Promise<void> {
  const client = await connection();
  await answered(client.rpc('delete_account'));
  await signOut(connection);
}

/** Signs out on this device. */
export async function signOut(connection: Connection): Promise<void> {
  const { auth } = await connection();
  isLeaving = true;
  try {
    await allowed(auth.signOut({ scope: 'local' }));
  } finally {
    isLeaving = false;
  }
}

/** Whether the lifter wants to be signed out. */
let isLeaving = false;

/**
 * Asks for a new token after one was refused. If auth refuses that too, the session is over:
 * supabase-js would keep it until the token expires, by a clock that may be wrong.
 */
export async function renewSession(connection: Connection): Promise<void> {
  const { auth } = await connection();
  const { error } = await auth.refreshSession();
  const isOver = error?.name === 'AuthApiError' && error.status !== undefined && error.status < 429;
  if (isOver) await auth.signOut({ scope: 'local' });
}

/** Is told who signed in or, where nobody is any more, whose session ended unasked. */
type Tell = (lifter: Lifter | undefined, ended?: Lifter) => void;

/**
 * Tells who is signed in, now and whenever that changes. A phone that was offline for hours has a
 * session that ran out: who had signed in still is, until auth says no.
 *
 * @returns stops telling
 */
export function watchLifter(connection: Connection, tell: Tell): () => void {
  const over = new AbortController();
  const before = remembered();
  // before supabase-js has loaded; it tries for half a minute to renew a session that ran out
  if (before) tell(before);
  const watch = async () => {
    const client = await connection().catch(() => undefined);
    if (over.signal.aborted) return;
    if (client !== undefined) watchAuth(client, tell, before, over.signal);
    else {
      if (before === undefined) tell(undefined);
      // supabase-js did not load
      setTimeout(() => void watch(), retryMs);
    }
  };
  void watch();
  return () => over.abort();
}

function watchAuth(
  { auth }: Client,
  tell: Tell,
  before: Lifter | undefined,
  over: AbortSignal,
): void {
  let ended: Lifter | undefined;
  const tellOfNobody = () => {
    // supabase-js may say so twice
    ended = isLeaving ? undefined : (remembered() ?? ended);
    forget();
    tell(undefined, ended);
  };
  const lookAgain = async () => {
    const { data, error } = await auth.getSession();
    if (data.session === null && !isUnanswered(error)) tellOfNobody();
  };
  const { data } = auth.onAuthStateChange((event, session) => {
    if (session !== null) {
      if (event !== 'INITIAL_SESSION') learnFrom(session.access_token);
      const lifter = { id: session.user.id, email: session.user.email ?? '' };
      remember(lifter);
      ended = undefined;
      tell(lifter);
    } else if (event === 'SIGNED_OUT' || before === undefined) {
      tellOfNobody();
    } else {
      // not from here, where supabase-js waits for this to return
      setTimeout(() => void lookAgain(), 0);
    }
  });
  over.addEventListener('abort', () => data.subscription.unsubscribe());
}

// beside the session of supabase-js, whose form is its own: id and address, with a space between
const rememberedKey = 'parakeet.lifter';

function remember({ id, email }: Lifter): void {
  localStorage.setItem(rememberedKey, `${id} ${email}`);
}

/** Who had signed in on this device, as index.html asks too. */
export function remembered(): Lifter | undefined {
  const [id = '', ...email] = localStorage.getItem(rememberedKey)?.split(' ') ?? [];
  return id === '' ? undefined : { id, email: email.join(' ') };
}

function forget(): void {
  localStorage.removeItem(rememberedKey);
}

/** The answer of auth; throws its refusal. */
async function allowed<Answered extends { readonly error: AuthError | null }>(
  request: Promise<Answered>,
): Promise<Answered> {
  const answer = await request;
  if (answer.error) throw authError(answer.error);
  return answer;
}

/** As `isAuthRetryableFetchError` says, which would load supabase-js before the first screen. */
function isUnanswered(error: AuthError | null): boolean {
  return error?.name === 'AuthRetryableFetchError';
}

function authError(error: AuthError): Error {
  if (isUnanswered(error)) return new Away(error.message);
  return new Refusal(error.code ?? 'auth', error.message);
}

import { useState } from 'react';
import { resetPassword, signIn, signUp, type Connection } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { Field } from '../parts/fields.tsx';
import { useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Notice } from '../parts/states.tsx';
import { Welcome } from '../parts/welcome.tsx';

interface SignInProperties {
  readonly connection: Connection;
  /** The address of a lifter whose session ended unasked. */
  readonly ended: string | undefined;
}

/** The way in: an existing account, a new one, or a new password by mail. */
export function SignIn({ connection, ended }: SignInProperties) {
  const [isNew, setNew] = useState(false);
  const [email, setEmail] = useState(ended ?? '');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [mail, setMail] = useState<string>();
  const saving = useSaving();
  const words = saving.error === undefined ? undefined : inWords(saving.error);
  const at = (field: string) => (words?.field === field ? words.sentence : undefined);
  const emailProblem = email.trim() === '' ? 'Type your e-mail address.' : undefined;
  const passwordProblem = password === '' ? 'Type your password.' : undefined;
  const enter = async () => {
    setMail(undefined);
    if (!isNew) return signIn(connection, email.trim(), password);
    const { confirmByMail } = await signUp(connection, email.trim(), password);
    if (confirmByMail) setMail('You got a mail with a link. Open it, then sign in.');
  };
  const reset = async () => {
    setTried(emailProblem !== undefined);
    if (emailProblem !== undefined) return;
    await resetPassword(connection, email.trim());
    setMail('If the account exists, you get a mail with a link. Open it, and choose a password.');
  };
  return (
    <Welcome isNew={isNew}>
      {ended !== undefined && (
        <Notice kind="away">
          Your session has ended. Sign in again: what you saved on this device is kept, and is sent
          then.
        </Notice>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (emailProblem === undefined && passwordProblem === undefined) saving.save(enter);
        }}
      >
        <Field
          label="E-mail"
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          required
          value={email}
          problem={tried && emailProblem !== undefined ? emailProblem : at('email')}
          onText={setEmail}
        />
        <Field
          label="Password"
          type="password"
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          value={password}
          problem={tried && passwordProblem !== undefined ? passwordProblem : at('password')}
          onText={setPassword}
        />
        {words && words.field === undefined && <Notice kind="error">{words.sentence}</Notice>}
        {mail !== undefined && <Notice kind="done">{mail}</Notice>}
        <button className="button button-main" disabled={saving.isPending}>
          {saving.isPending ? 'One moment…' : isNew ? 'Sign up' : 'Sign in'}
        </button>
      </form>
      <QuietButton
        onClick={() => {
          setTried(false);
          setNew(!isNew);
        }}
      >
        {isNew ? 'I have an account' : 'I am new here'}
      </QuietButton>
      {!isNew && <QuietButton onClick={() => saving.save(reset)}>I forgot my password</QuietButton>}
    </Welcome>
  );
}

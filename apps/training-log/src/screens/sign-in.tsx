import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { signIn, signUp, type Client } from '../data/index.ts';
import { inWords } from '../errors/words.ts';
import { Field } from '../parts/fields.tsx';
import { Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';

/** The way in: an account that is there, or a new one. */
export default function SignIn({ client }: { readonly client: Client }) {
  const [isNew, setNew] = useState(false);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: async () => {
      if (isNew) return signUp(client, email, password);
      await signIn(client, email, password);
      return { confirmByMail: false };
    },
  });
  const words = enter.error ? inWords(enter.error) : undefined;
  return (
    <main className="alone">
      <img className="logo" src="/parakeet.svg" alt="" width="72" height="72" />
      <Title over="Parakeet">{isNew ? 'Make an account' : 'Ready to lift?'}</Title>
      <p className="lead">
        {isNew
          ? 'Your maxes, a program made from them, and every set you lift.'
          : 'Sign in to see what is on the bar today.'}
      </p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
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
          error={words?.field === 'email' ? words.sentence : undefined}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Field
          label="Password"
          type="password"
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          value={password}
          error={words?.field === 'password' ? words.sentence : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {words && words.field === undefined && <Notice kind="error">{words.sentence}</Notice>}
        {enter.data?.confirmByMail === true && (
          <Notice kind="done">There is a mail with a link. Open it, then sign in.</Notice>
        )}
        <button className="button button-main" disabled={enter.isPending}>
          {enter.isPending ? 'One moment…' : isNew ? 'Sign up' : 'Sign in'}
        </button>
      </form>
      <button
        type="button"
        className="button button-quiet"
        onClick={() => {
          enter.reset();
          setNew(!isNew);
        }}
      >
        {isNew ? 'I have an account' : 'I am new here'}
      </button>
    </main>
  );
}

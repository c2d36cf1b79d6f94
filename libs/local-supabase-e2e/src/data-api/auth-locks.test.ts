import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { useApi } from './api-under-test.ts';

const api = useApi();
const password = 'a-long-enough-one';

/** A new account, and the client in which it is signed in. */
async function signUp() {
  const client = api.anon();
  const email = `${randomUUID()}@parakeet.test`;
  const { data, error } = await client.auth.signUp({ email, password });
  expect(error).toBeNull();
  return { client, email, id: data.user?.id ?? '' };
}

it('changes by admins at the same time all stay', async () => {
  const { id } = await signUp();
  const members = Array.from({ length: 12 }, (_, at) => [`member_${at}`, at] as const);
  await Promise.all(
    members.map(async ([name, value]) => {
      const change = { user_metadata: { [name]: value } };
      const { error } = await api.service().auth.admin.updateUserById(id, change);
      expect(error).toBeNull();
    }),
  );
  const { data } = await api.service().auth.admin.getUserById(id);
  expect(data.user?.user_metadata).toMatchObject(Object.fromEntries(members));
});

it('who only reads an account does not lock it', async () => {
  const { client, email, id } = await signUp();
  // the transaction that last changed or locked the row
  const last = () => api.sql.query('select xmin, xmax from auth.users where id = $1', [id]);
  const before = await last();
  expect((await client.auth.getUser()).error).toBeNull();
  expect((await api.service().auth.admin.getUserById(id)).error).toBeNull();
  const wrong = await api.anon().auth.signInWithPassword({ email, password: 'wrong' });
  expect(wrong.error).toMatchObject({ code: 'invalid_credentials' });
  expect(await last()).toEqual(before);
});

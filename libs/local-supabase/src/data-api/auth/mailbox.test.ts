import { expect, it } from 'vitest';
import { Mailbox } from './mailbox.ts';

const mail = { to: 'maya@parakeet.test', subject: 'Your magic link', code: '012345' };
const page = new Request('http://127.0.0.1:54321/_mail');
const json = new Request(page, { headers: { accept: 'application/json' } });

it('reports each mail in one line, with its code and its link', () => {
  const lines: string[] = [];
  const mailbox = new Mailbox((line) => lines.push(line));
  mailbox.put({ ...mail, link: 'http://127.0.0.1:54321/auth/v1/verify?token=x' });
  mailbox.put(mail);
  expect(lines).toEqual([
    'Your magic link, to maya@parakeet.test: code 012345, ' +
      'http://127.0.0.1:54321/auth/v1/verify?token=x',
    'Your magic link, to maya@parakeet.test: code 012345',
  ]);
});

it('keeps the last 200 mails, newest first', async () => {
  const mailbox = new Mailbox();
  for (let n = 1; n <= 201; n++) mailbox.put({ ...mail, code: String(n) });
  const kept = (await mailbox.answer(json).json()) as { code: string }[];
  expect([kept.length, kept.at(0)?.code, kept.at(-1)?.code]).toEqual([200, '201', '2']);
});

it.each(['localhost', '127.0.0.1', '[::1]'])('is shown at %s', (host) => {
  expect(new Mailbox().answer(new Request(`http://${host}/_mail`)).status).toBe(200);
});

it.each(['evil.test', '127.0.0.1.evil.test', 'localhost.evil.test', '10.0.0.1'])(
  'is not shown at %s (403)',
  (host) => {
    expect(new Mailbox().answer(new Request(`http://${host}/_mail`)).status).toBe(403);
  },
);

it('refuses every method but GET (405)', () => {
  expect(new Mailbox().answer(new Request(page, { method: 'POST' })).status).toBe(405);
});

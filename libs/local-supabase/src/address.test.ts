import { describe, expect, it } from 'vitest';
import {
  atDatabase,
  databaseOf,
  isLoopback,
  parsePostgresUrl,
  withoutPassword,
} from './address.ts';

const address =
  'postgresql://postgres.abc:p%40ss-word@db.example.test:6543/postgres?sslmode=require';

it('shows an address without its password, wherever that stands', () => {
  expect(withoutPassword(address)).toBe(
    'postgresql://postgres.abc:***@db.example.test:6543/postgres?sslmode=require',
  );
  expect(withoutPassword('postgresql://h/d?user=u&password=secret')).not.toContain('secret');
  expect(withoutPassword('postgresql://u@h/d')).toBe('postgresql://u@h/d');
});

it('names another database of the same server, and keeps how to connect', () => {
  expect(atDatabase(address, { database: 'a b' })).toBe(
    'postgresql://postgres.abc:p%40ss-word@db.example.test:6543/a%20b?sslmode=require',
  );
  expect(atDatabase(address, { database: 'd', user: 'x', password: 'a@b' })).toContain('x:a%40b@');
});

it('takes the database from the path, and the name of the user where there is none', () => {
  expect(databaseOf(new URL('postgresql://u@h/a%20b'))).toBe('a b');
  expect(databaseOf(new URL('postgresql://u@h'))).toBe('u');
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '[::1]', '::1'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['10.0.0.1', 'localhost.example.test', '127.0.0.1.example.test', '0.0.0.0', ''])(
    '%s may be another',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('parsePostgresUrl', () => {
  it.each([
    ['nonsense with secret', 'SOURCE is not a URL'],
    ['https://abc.example.test', 'starts with https://'],
    ['postgresql:///postgres', 'names no host'],
  ])('refuses %s', (text, message) => {
    expect(() => parsePostgresUrl(text, 'SOURCE')).toThrow(message);
  });

  it('does not repeat what may hold a password', () => {
    expect(() => parsePostgresUrl('postgresql//u:secret@h/d', 'SOURCE')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ToolError } from '@parakeet/command-kit';
import {
  atDatabase,
  databaseOf,
  isLoopback,
  parsePostgresUrl,
  withoutPassword,
} from './address.ts';

const address =
  'postgresql://postgres.abc:p%40ss-word@db.example.test:6543/postgres?sslmode=require';

it('shows an address without its password, wherever that is', () => {
  expect(withoutPassword(address)).toBe(
    'postgresql://postgres.abc:***@db.example.test:6543/postgres?sslmode=require',
  );
  expect(withoutPassword('postgresql://h/d?user=u&password=secret')).not.toContain('secret');
  expect(withoutPassword('postgresql://u@h/d')).toBe('postgresql://u@h/d');
});

it('names another database of the same server, with the same parameters', () => {
  expect(atDatabase(address, { database: 'a b' })).toBe(
    'postgresql://postgres.abc:p%40ss-word@db.example.test:6543/a%20b?sslmode=require',
  );
  expect(atDatabase(address, { database: 'd', user: 'x', password: 'a@b' })).toContain('x:a%40b@');
});

it('takes the database from the path, otherwise the name of the user', () => {
  expect(databaseOf(new URL('postgresql://u@h/a%20b'))).toBe('a b');
  expect(databaseOf(new URL('postgresql://u@h'))).toBe('u');
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '[::1]', '::1'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['10.0.0.1', 'localhost.example.test', '127.0.0.1.example.test', '0.0.0.0', ''])(
    '%s may be another machine',
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

  it.each([
    'postgresql://u:2024/hunter2@h/d',
    'postgresql://u:p@ss?zebra@h/d',
    'postgresql://u:p@ss/zebra@h/d',
    'postgresql://u:p@ss@h/d',
    'postgresql://u:pa#ss@h/d',
    'postgresql://u:pa%ss@h/d',
    'postgresql://u:pa ss@h/d',
    'postgresql://u:pa?s=s@h/d',
    'postgresql://u:[ss]@h/d?sslmode=require@x',
    'postgresql://u:p@h:port/d',
    'postgresql://h1,h2/d',
  ])('refuses %s as ambiguous, without repeating any of it', (text) => {
    let message = '';
    try {
      parsePostgresUrl(text, 'SOURCE');
    } catch (error) {
      message = error instanceof ToolError ? `${error.message} ${error.next}` : String(error);
    }
    expect(message).toContain('SOURCE is not a clear address');
    expect(message).toContain('Percent-encode special characters');
    expect(message).not.toMatch(/hunter|zebra|2024|p@ss|h1/);
  });

  it('moves the parameters that repeat a part of the address into that part', () => {
    const url = parsePostgresUrl(
      'postgresql://127.0.0.1/a?host=db.example.test&port=5433&user=u&password=p%40&dbname=b',
      'SOURCE',
    );
    expect(url.toString()).toBe('postgresql://u:p%40@db.example.test:5433/b');
  });

  it.each([
    ['postgresql://u@h/d?channel_binding=require', 'a parameter "channel_binding" that is not'],
    ['postgresql://u@h/d?sslmode=require&sslmode=disable', 'the parameter "sslmode" twice'],
    ['postgresql://u@h/d?host=/var/run/postgresql', 'names a socket or several hosts'],
  ])('refuses %s', (text, message) => {
    expect(() => parsePostgresUrl(text, 'SOURCE')).toThrow(message);
  });

  it('takes a password with every character that is percent-encoded', () => {
    const password = `a:/?#[]@!$&'()*+,;=% "<>\\^\`{|}~é`;
    const url = parsePostgresUrl(`postgresql://u:${encodeURIComponent(password)}@h/d`, 'SOURCE');
    expect(decodeURIComponent(url.password)).toBe(password);
    expect(url.hostname).toBe('h');
  });

  it('does not repeat a part that may hold a password', () => {
    expect(() => parsePostgresUrl('postgresql//u:secret@h/d', 'SOURCE')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });
});

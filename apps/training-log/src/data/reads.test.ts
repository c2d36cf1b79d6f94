import { describe, expect, it } from 'vitest';
import {
  activeFormulaConfig,
  activeProgram,
  assignmentsOfBlock,
  completedSessions,
  connect,
  logsOfSessions,
  metricsOfLift,
  newestMaxes,
  nextSession,
  Rows,
  sorenessOfSession,
  weekSessions,
  type Client,
} from './index.ts';
import * as data from './index.ts';
import reads from './reads.json';
import { NotUnderstood } from '../errors/refusal.ts';

const words: ReadonlyMap<string, Readonly<{ read: string; request: string }>> = new Map(
  Object.entries(reads),
);
/** What is in the place of values in reads.json. */
const user_id = '00000000-0000-4000-8000-00000000000a';
const program_id = '00000000-0000-4000-8000-0000000000b1';
const session_id = '00000000-0000-4000-8000-0000000000c1';
const names = new Map([
  [user_id, '{user_id}'],
  [program_id, '{program_id}'],
  [session_id, '{session_id}'],
  // nextSession looks back some days
  ['2026-11-17', '{day}'],
  ['week_number=eq.5', 'week_number=eq.{week_number}'],
  ['block_number=eq.2', 'block_number=eq.{block_number}'],
  ['lift=eq.squat', 'lift=eq.{lift}'],
]);

/** Each read, with arguments; reads.json says under which name the proofs know it. */
const calls: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  nextSession: (client) => nextSession(client, user_id, '2026-11-23'),
  weekSessions: (client) => weekSessions(client, program_id, 5),
  completedSessions: (client) => completedSessions(client, user_id, 0),
  'completedSessions, second page': (client) => completedSessions(client, user_id, 1),
  logsOfSessions: (client) => logsOfSessions(client, [session_id]),
  newestMaxes: (client) => newestMaxes(client, user_id),
  activeProgram: (client) => activeProgram(client, user_id),
  activeFormulaConfig: (client) => activeFormulaConfig(client, user_id),
  assignmentsOfBlock: (client) => assignmentsOfBlock(client, user_id, program_id, 2),
  sorenessOfSession: (client) => sorenessOfSession(client, session_id),
  metricsOfLift: (client) => metricsOfLift(client, user_id, 'squat'),
};
/** What src/data has that reads nothing by a query. */
const others = [
  'Rows',
  'beginSession',
  'checkInSoreness',
  'completeSession',
  'connect',
  'enterMaxes',
  'pageSize',
  'planSession',
  'saveFormulaConfig',
  'signIn',
  'signOut',
  'signUp',
  'skipSession',
  'startProgram',
  'watchLifter',
];

/** The request that a read sends. */
async function requestOf(call: (client: Client) => Promise<unknown>): Promise<string> {
  const sent: string[] = [];
  // what is asked for is the URL alone, so nobody answers it
  const client = connect('http://127.0.0.1:1', 'sb_publishable_none', (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    let text = decodeURIComponent(`${url.pathname}${url.search}`).replace('/rest/v1/', '');
    for (const [value, name] of names) text = text.replaceAll(value, name);
    sent.push(text);
    return Promise.resolve(new Response('[]', { headers: { 'content-type': 'application/json' } }));
  });
  await call(client);
  expect(sent).toHaveLength(1);
  return sent[0] ?? '';
}

describe('the reads that the app sends', () => {
  it.each(Object.entries(calls))('%s is as reads.json has it', async (name, call) => {
    expect(await requestOf(call)).toBe(words.get(name)?.request);
  });

  it.each(Object.entries(calls))('%s believes no row unread', async (_, call) => {
    const client = connect('http://127.0.0.1:1', 'sb_publishable_none', () =>
      Promise.resolve(
        new Response('[{"id": 7}]', { headers: { 'content-type': 'application/json' } }),
      ),
    );
    const read = await call(client).catch((error: unknown) => error);
    if (read instanceof Rows) expect([read.rows.length, read.unread.length]).toEqual([0, 1]);
    else expect(read).toBeInstanceOf(NotUnderstood);
  });

  it('are all here', () => {
    const tried = Object.keys(calls).map((name) => name.replace(/,.*/, ''));
    expect([...new Set([...tried, ...others])].toSorted()).toEqual(Object.keys(data).toSorted());
    expect(Object.keys(reads)).toEqual(Object.keys(calls));
  });
});

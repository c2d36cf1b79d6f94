import { describe, expect, it } from 'vitest';
import { connect } from './client.ts';
import { nothingKnown } from './known.ts';
import reads from './reads.json';
import { sources } from './sources.ts';

const words: ReadonlyMap<string, Readonly<{ read: string; request: string }>> = new Map(
  Object.entries(reads),
);
/** Stands for the lifter in reads.json. */
const user_id = '00000000-0000-4000-8000-00000000000a';

/** The request of a read. */
async function requestOf(source: (typeof sources)['sessions']): Promise<string> {
  const sent: string[] = [];
  // only the URL matters, so nobody answers
  const client = connect('http://127.0.0.1:1', 'sb_publishable_none', (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    sent.push(decodeURIComponent(`${url.pathname}${url.search}`).replace('/rest/v1/', ''));
    return Promise.resolve(new Response('[]', { headers: { 'content-type': 'application/json' } }));
  });
  await source.fetch(client, user_id);
  expect(sent).toHaveLength(1);
  return sent[0]?.replaceAll(user_id, '{user_id}') ?? '';
}

describe('the reads that the app sends', () => {
  it.each(Object.entries(sources))('%s is the same as in reads.json', async (table, source) => {
    expect(await requestOf(source)).toBe(words.get(table)?.request);
  });

  it.each(Object.entries(sources))('%s checks every row', (_, source) => {
    const { known, unread } = source.read(nothingKnown, [{ id: 7 }]);
    expect(known).toEqual(nothingKnown);
    expect(unread.map(({ isNewer }) => isNewer)).toEqual([false]);
  });

  it('exist once for each table', () => {
    expect(Object.keys(reads)).toEqual(Object.keys(sources));
    expect(Object.keys(sources).toSorted()).toEqual(Object.keys(nothingKnown).toSorted());
  });
});

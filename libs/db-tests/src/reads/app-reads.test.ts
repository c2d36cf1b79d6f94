import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { workspaceRoot } from '@parakeet/command-kit';
import { hotReads } from '@parakeet/db-harness/hot-reads';

/**
 * The requests that the app's own test recorded. They are in a file, because no library imports an
 * app.
 */
const AppReads = z.record(z.string(), z.strictObject({ read: z.string(), request: z.string() }));
const appReads = AppReads.parse(
  JSON.parse(await readFile(join(workspaceRoot, 'apps/training-log/src/data/reads.json'), 'utf8')),
);

it.each(Object.entries(appReads))(
  'the app’s %s is one of the reads with a proved index',
  (_, sent) => {
    expect(hotReads[sent.read]?.request).toBe(sent.request);
  },
);

it('the app sends each request that a proof expects', () => {
  const proved = Object.entries(hotReads).flatMap(([read, { request }]) =>
    request === undefined ? [] : [read],
  );
  expect(
    Object.values(appReads)
      .map(({ read }) => read)
      .toSorted(),
  ).toEqual(proved.toSorted());
});

it.each(Object.entries(hotReads).filter(([, { request }]) => request !== undefined))(
  '%s: request and SQL ask for the same columns, filters, order and rows',
  (_, { request = '', sql }) => {
    const [table = '', search = ''] = request.split('?');
    expect(sql).toContain(`from public.${table}`);
    const parameters = new URLSearchParams(search);
    const order = parameters.get('order')?.replace('.asc', '').replace('.desc', ' desc');
    expect(/order by ([\w ]+?)\s*(?:$|limit)/m.exec(sql)?.[1]?.trim()).toBe(order);
    // the limits of a join come before it
    expect(/limit (\d+)(?: offset \d+)?\s*$/.exec(sql)?.[1]).toBe(
      parameters.get('limit') ?? undefined,
    );
    expect(/offset (\d+)\s*$/.exec(sql)?.[1] ?? '0').toBe(parameters.get('offset') ?? '0');
    const filters = [...parameters.keys()].filter(
      (name) => !['select', 'order', 'limit', 'offset'].includes(name),
    );
    for (const filter of filters) {
      expect(sql).toMatch(new RegExp(`\\b${filter.split('.').at(-1)}\\b( =| >=| in|$|\\n)`, 'm'));
    }
    const columns = (parameters.get('select') ?? '').replace(/,?\w+!inner\(\w+\)/, '');
    expect(sql.replaceAll(/\s+/g, ' ')).toContain(
      columns === '*' ? '*' : `select ${columns.replaceAll(',', ', ')} from`,
    );
  },
);

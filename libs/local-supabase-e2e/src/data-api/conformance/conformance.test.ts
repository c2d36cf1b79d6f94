// What PostgREST 14 answers, by its documentation and source, to requests on a schema of our own.
// Each case is a request and its answer; the rows are as in rows.sql at the beginning of each.
// With PARAKEET_POSTGREST they ask that PostgREST itself: where it answers otherwise, a case is wrong.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApi } from '../api-under-test.ts';
import type { Case } from './case.ts';
import { calls } from './cases/calls.ts';
import { deletes } from './cases/deletes.ts';
import { embeds } from './cases/embeds.ts';
import { errors } from './cases/errors.ts';
import { filters } from './cases/filters.ts';
import { formats } from './cases/formats.ts';
import { inserts } from './cases/inserts.ts';
import { pages } from './cases/pages.ts';
import { selects } from './cases/selects.ts';
import { returned } from './cases/returned.ts';
import { updates } from './cases/updates.ts';
import { upserts } from './cases/upserts.ts';

const read = (file: string) => readFile(join(import.meta.dirname, file), 'utf8');
const api = useApi({ schemas: ['lab', 'lab_other'] }, async (sql) => {
  await sql.query(await read('schema.sql'));
});
let rows: string;

beforeAll(async () => {
  rows = await read('rows.sql');
});
beforeEach(async () => {
  await api.sql.query(rows);
});

const groups = {
  selects,
  filters,
  embeds,
  pages,
  formats,
  inserts,
  returned,
  upserts,
  updates,
  deletes,
  calls,
  errors,
};

async function send({ request, headers, body }: Case): Promise<Response> {
  const [method = '', path = ''] = request.split(/ (.*)/s);
  return api.request(`/rest/v1${path}`, {
    method,
    headers: {
      apikey: api.keys.secretKey,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

describe.each(Object.entries(groups))('%s', (_, cases) => {
  it.each(cases.map((one) => [title(one).slice(0, 200), one] as const))(
    '%s',
    async (_title, one) => {
      const response = await send(one);
      const text = await response.text();
      expect(response.status, text).toBe(one.status);
      if (typeof one.answer === 'string') expect(text).toBe(one.answer);
      else if (one.answer !== undefined) {
        const answer: unknown = JSON.parse(text);
        if (one.status < 400 && one.status !== 300) expect(answer).toEqual(one.answer);
        else expect(answer).toMatchObject(one.answer as object);
      }
      for (const [name, value] of Object.entries(one.answered ?? {})) {
        expect(response.headers.get(name), name).toBe(value);
      }
      if (one.leaves) {
        const [query, wanted] = one.leaves;
        const [found] = await api.sql.query<{ rows: unknown }>(
          `select coalesce(json_agg(t), '[]') as rows from (${query}) as t`,
        );
        expect(found?.rows).toEqual(wanted);
      }
    },
  );
});

const title = ({ request, headers, body }: Case) =>
  [request, headers && JSON.stringify(headers), body && JSON.stringify(body)]
    .filter(Boolean)
    .join(' ');

it('there are at least 300 cases, and none twice', () => {
  const titles = Object.values(groups).flatMap((cases) => cases.map(title));
  expect(titles.length).toBeGreaterThanOrEqual(300);
  expect(titles.filter((one, at) => titles.indexOf(one) !== at)).toEqual([]);
});

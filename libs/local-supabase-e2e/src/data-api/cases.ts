import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiUnderTest } from './api-under-test.ts';

/** A request, and what the original answers. */
export interface Case {
  /** Method, path below that of the API and query, as in `GET /films?id=eq.1`. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, or what becomes JSON. */
  readonly body?: unknown;
  readonly status: number;
  /** The body as JSON: the whole, or what it holds, by its status. A text as it stands. */
  readonly answer?: unknown;
  /** Headers of the answer; null for one that is not there. */
  readonly answered?: Readonly<Record<string, string | RegExp | null>>;
  /** What SQL returns afterwards, as JSON. */
  readonly leaves?: readonly [query: string, rows: unknown];
}

/** Cases of an API, and in what they differ from those of another. */
export interface Cases<One extends Case> {
  /** By the title of a group: whom its cases ask. */
  readonly groups: Readonly<Record<string, readonly [api: ApiUnderTest, cases: readonly One[]]>>;
  /** There are no fewer cases. */
  readonly min: number;
  /** The path of the API, as in `/rest/v1`. */
  readonly path: string;
  /** A file of SQL that makes the rows anew before each case. */
  readonly rows: string;
  /** Headers that a case does not name. */
  readonly headersOf: (one: One, api: ApiUnderTest) => Readonly<Record<string, string>>;
  /** Whether an answer of this status is compared whole. */
  readonly isWhole: (status: number) => boolean;
  /** What tells a case from another, besides its request, headers and body. */
  readonly distinguish?: (one: One) => readonly unknown[];
}

/** Makes a test of each case, and one of how many there are. Called at the top of a test file. */
export function testCases<One extends Case>(all: Cases<One>): void {
  const groups = Object.entries(all.groups);
  let rows: string;
  beforeAll(async () => {
    rows = await readFile(all.rows, 'utf8');
  });

  describe.each(groups)('%s', (_, [api, cases]) => {
    beforeEach(async () => {
      await api.sql.query(rows);
    });

    it.each(cases.map((one) => [titleOf(one, all).slice(0, 200), one] as const))(
      '%s',
      async (_title, one) => {
        const response = await send(one, api, all);
        const text = await response.text();
        expect(response.status, text).toBe(one.status);
        expectAnswer(text, one, all.isWhole(one.status));
        expectHeaders(response.headers, one.answered);
        if (one.leaves) await expectRows(api, one.leaves);
      },
    );
  });

  it(`there are at least ${all.min} cases, and none twice`, () => {
    const apis = [...new Set(groups.map(([, [api]]) => api))];
    const titles = groups.flatMap(([, [api, cases]]) =>
      cases.map((one) => `${apis.indexOf(api)} ${titleOf(one, all)}`),
    );
    expect(titles.length).toBeGreaterThanOrEqual(all.min);
    expect(titles.filter((one, at) => titles.indexOf(one) !== at)).toEqual([]);
  });
}

function titleOf<One extends Case>(one: One, { distinguish }: Cases<One>): string {
  return [one.request, one.headers, one.body, ...(distinguish?.(one) ?? [])]
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(' ');
}

async function send<One extends Case>(
  one: One,
  api: ApiUnderTest,
  { path, headersOf }: Cases<One>,
): Promise<Response> {
  const { request, headers, body } = one;
  const [method = '', target = ''] = request.split(/ (.*)/s);
  return api.request(path + target, {
    method,
    redirect: 'manual',
    headers: { ...headersOf(one, api), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

function expectAnswer(text: string, { answer }: Case, isWhole: boolean): void {
  if (answer === undefined) return;
  if (typeof answer === 'string') expect(text).toBe(answer);
  else if (isWhole) expect(JSON.parse(text)).toEqual(answer);
  else expect(JSON.parse(text)).toMatchObject(answer as object);
}

function expectHeaders(headers: Headers, answered: Case['answered'] = {}): void {
  for (const [name, value] of Object.entries(answered)) {
    const found = headers.get(name);
    if (value instanceof RegExp) expect(found, name).toMatch(value);
    else expect(found, name).toBe(value);
  }
}

async function expectRows(
  api: ApiUnderTest,
  [query, rows]: NonNullable<Case['leaves']>,
): Promise<void> {
  const [found] = await api.sql.query<{ rows: unknown }>(
    `select coalesce(json_agg(t), '[]') as rows from (${query}) as t`,
  );
  expect(found?.rows).toEqual(rows);
}

// What PostgREST 14 answers, by its documentation and source, to requests on a schema of our own.
// Each case is a request and its answer; the rows are as in rows.sql at the beginning of each. With
// PARAKEET_POSTGREST the cases run against PostgREST itself: if it answers differently, the case is
// wrong.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useApi } from '../api-under-test.ts';
import { testCases } from '../cases.ts';
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

const fileOf = (name: string) => join(import.meta.dirname, name);
const api = useApi({ schemas: ['lab', 'lab_other'] }, async (sql) => {
  await sql.query(await readFile(fileOf('schema.sql'), 'utf8'));
});

testCases({
  groups: {
    selects: [api, selects],
    filters: [api, filters],
    embeds: [api, embeds],
    pages: [api, pages],
    formats: [api, formats],
    inserts: [api, inserts],
    returned: [api, returned],
    upserts: [api, upserts],
    updates: [api, updates],
    deletes: [api, deletes],
    calls: [api, calls],
    errors: [api, errors],
  },
  min: 300,
  path: '/rest/v1',
  rows: fileOf('rows.sql'),
  headersOf: ({ body }) => ({
    apikey: api.keys.secretKey,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }),
  isWhole: (status) => status < 400 && status !== 300,
});

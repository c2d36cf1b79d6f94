import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { hotReads } from '@parakeet/db-harness/hot-reads';
import { insertJson, prepareRow, tables } from '@parakeet/db-harness/made-rows';
import type { DaysInZone } from './days-in-zone.ts';

const db = useDatabase();

/** Moments whose day in UTC is not the lifter's, with the lifter's day. */
const zones = {
  // training before dawn: in UTC it is yesterday
  'Asia/Kathmandu': {
    moment: '2026-06-17T20:15:00.123456+00:00',
    day: '2026-06-18',
    inUtc: '2026-06-17',
    midnight: ['2026-06-16T18:14:59.999Z', '2026-06-16T18:15:00Z'],
  },
  // training after work: in UTC it is tomorrow
  'America/Los_Angeles': {
    moment: '2026-06-18T02:30:00+00:00',
    day: '2026-06-17',
    inUtc: '2026-06-18',
    midnight: ['2026-06-17T06:59:59.999Z', '2026-06-17T07:00:00Z'],
  },
} as const;

async function inZone(zone: string, row: string, moments: readonly string[]): Promise<DaysInZone> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=parakeet-source', join(import.meta.dirname, 'days-in-zone.ts'), row, ...moments],
    { env: { ...process.env, TZ: zone } },
  );
  return JSON.parse(stdout) as DaysInZone;
}

/** A lifter's sessions on three consecutive days. */
async function scene() {
  const lifter = await db.createLifter();
  await db.asLifter(lifter);
  const row = await prepareRow(db, 'sessions', lifter);
  for (const [place, planned_date] of ['2026-06-16', '2026-06-17', '2026-06-18'].entries()) {
    await insertJson(db, 'sessions', { ...row, day_number: place + 1, planned_date });
  }
  return lifter;
}

/** A session as the Data API sends it. */
async function sessionRow(): Promise<string> {
  const lifter = await db.createLifter();
  const row = await prepareRow(db, 'sessions', lifter, { planned_date: '2026-01-05' });
  const [session] = await insertJson<{ text: string }>(
    db,
    'sessions',
    row,
    'returning row_to_json(sessions)::text as text',
  );
  return session?.text ?? '';
}

describe('days computed in UTC', () => {
  describe.each(Object.entries(zones))('with TZ=%s', (zone, { moment, day, inUtc, midnight }) => {
    it('calendarDay is the lifter’s own day, where the day in UTC is another', async () => {
      const row = await sessionRow();
      const told = await inZone(zone, row, [moment, ...midnight]);
      // some engines still use the old spelling
      expect(told.zone.replace('Katmandu', 'Kathmandu')).toBe(zone);
      expect(told.days[moment]).toBe(day);
      expect(told.inUtc[moment]).toBe(inUtc);
      // a day begins at the lifter's midnight
      expect(midnight.map((one) => told.days[one])).toEqual(['2026-06-16', '2026-06-17']);
    });

    it('the next session by that day is today’s; by the day in UTC it is another', async () => {
      const row = await sessionRow();
      const lifter = await scene();
      const read = hotReads['today: the next session of the active program'];
      const next = async (today: string) => {
        const rows = await db.query<{ planned: string }>(
          `select planned_date::text as planned from (${read?.sql}) as today`,
          [lifter, today],
        );
        return rows[0]?.planned;
      };
      const told = await inZone(zone, row, [moment]);
      expect(await next(told.days[moment] ?? '')).toBe(day);
      expect(await next(told.inUtc[moment] ?? '')).toBe(inUtc);
    });

    it('a planned date is the same text in the database and behind its row schema', async () => {
      const told = await inZone(zone, await sessionRow(), []);
      expect(told.plannedDate).toBe('2026-01-05');
      // a driver that makes a Date of it means local midnight, which in UTC may be the day before
      expect(told.throughDriver).toEqual({
        day: '2026-01-05',
        inUtc: zone === 'Asia/Kathmandu' ? '2026-01-04' : '2026-01-05',
      });
    });

    it('and the same day whatever time zone the connection has', async () => {
      await db.query(`select set_config('timezone', $1, true)`, [zone]);
      expect(JSON.parse(await sessionRow())).toMatchObject({ planned_date: '2026-01-05' });
    });
  });

  it('no default, policy, CHECK or function of the schema has a day of its own', async () => {
    // the server does not know the lifter's time zone: the client chooses the day
    const computed = await db.query<{ place: string; text: string }>(`
      select 'default of ' || adrelid::regclass || '.' || attname as place, pg_get_expr(adbin, adrelid) as text
      from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum
      join pg_class on pg_class.oid = adrelid
      where relnamespace = 'public'::regnamespace
      union all
      select 'constraint ' || conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
      union all
      select 'policy of ' || polrelid::regclass, concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
      from pg_policy
      union all
      select 'function ' || oid::regprocedure, prosrc from pg_proc
      where pronamespace in (select oid from pg_namespace where nspname in ('public', 'rules', 'contracts'))`);
    const ofItsOwn =
      /current_date|now\(\)\s*::\s*date|(?:now|clock_timestamp|statement_timestamp)\(\)\)?\s*at time zone|date_trunc\('day'/i;
    expect(computed.filter(({ text }) => ofItsOwn.test(text))).toEqual([]);
    expect(computed.length).toBeGreaterThan(100);
    for (const text of ['CURRENT_DATE', 'now()::date', "now() at time zone 'UTC'"]) {
      expect(text).toMatch(ofItsOwn);
    }
  });

  it('a date column holds a day and no moment, in every table', async () => {
    const columns = await db.query<{ table: string; name: string; type: string }>(
      `select attrelid::regclass::text as table, attname::text as name, atttypid::regtype::text as type
       from pg_attribute join pg_class on pg_class.oid = attrelid
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0
         and (attname ~ '_date(_|$)' or attname ~ '_at$')`,
    );
    expect(columns.length).toBeGreaterThan(tables.length);
    for (const { table, name, type } of columns) {
      const expected = name.endsWith('_at') ? 'timestamp with time zone' : 'date';
      expect(type, `${table}.${name}`).toBe(expected);
    }
  });
});

import pg from 'pg';
import type { Counterexamples, TriggerChange } from './trial.ts';
import { trialRows } from './trial-rows.ts';

type Side = 'before' | 'after';

/** So many rows are inserted and deleted; of so many one is updated to another. */
const [mostRows, mostPairs] = [400, 900];

/** What came of a statement. */
interface Outcome {
  /** The statement: `insert {"level":1}`. */
  readonly statement: string;
  readonly given: Readonly<Record<string, unknown>> | null;
  /** What was stored; NULL where the row was left out or refused. */
  readonly stored: Readonly<Record<string, unknown>> | null;
  readonly refused: string | null;
}

/** Writes the same rows into two tables: one has the old trigger, one the new. */
export async function tryTriggers(
  client: pg.ClientBase,
  change: TriggerChange,
): Promise<Counterexamples | undefined> {
  const { before, after, columns, allColumns, common } = change;
  const texts = [before, after].flatMap((one) => (one ? [one.definition, one.routine] : []));
  const events = /^CREATE (?:CONSTRAINT )?TRIGGER .*? (?:BEFORE|AFTER) (.*?) ON /.exec(
    (after ?? before)?.definition ?? '',
  )?.[1];
  if (events === undefined) return undefined;
  const rows = await trialRows(
    client,
    { expressions: texts, related: change.related ?? [], columns },
    mostRows,
  );
  const others = Object.entries(allColumns).filter(([name]) => !(name in columns));
  const all = others.map(([name, type]) => `null::${type} as ${pg.escapeIdentifier(name)}`);
  const where = ['true', ...common].map((one) => `(${one})`).join(' and ');
  await client.query(
    `create temp table tried as select ${['made.*', ...all].join(', ')} from (${rows}) as made
     where ${where} limit ${mostRows}`,
  );
  const { rows: times } = await client.query<{ now: string }>('select to_json(now())::text as now');
  return compared(
    await outcomesOf(client, 'before', change, events),
    await outcomesOf(client, 'after', change, events),
    times[0]?.now ?? '',
  );
}

async function outcomesOf(
  client: pg.ClientBase,
  side: Side,
  { table, columns, related = [], ...change }: TriggerChange,
  events: string,
): Promise<Outcome[]> {
  const into = `pg_temp.side_${side}`;
  const text = change[side];
  await client.query(`create temp table side_${side} as select * from tried`);
  if (text) {
    const routine = text.routine.replace(
      /^CREATE OR REPLACE FUNCTION .*\(\)$/m,
      `create function pg_temp.run_${side}()`,
    );
    await client.query(routine);
    const definition = text.definition
      .replace(` ON ${table} `, ` ON ${into} `)
      .replace(/ EXECUTE FUNCTION .*\((.*)\)$/, ` EXECUTE FUNCTION pg_temp.run_${side}($1)`);
    await client.query(definition);
  }
  await client.query(outcomesFunction(side, into, events, Object.keys(columns)));
  await client.query(`grant all on tried, ${into} to authenticated`);
  if (related.length > 0) await client.query('set local role authenticated');
  const { rows } = await client.query<Outcome>(
    `select trial_statement as statement, trial_given as given, trial_stored as stored,
       trial_refused as refused from pg_temp.outcomes_${side}()`,
  );
  await client.query('reset role');
  return rows;
}

/** A function that does each statement, says what came of it, and takes it back. */
function outcomesFunction(
  side: Side,
  into: string,
  events: string,
  columns: readonly string[],
): string {
  const keys = `array[${columns.map((name) => pg.escapeLiteral(name)).join(', ')}]::text[]`;
  const given = (row: string) =>
    `(select json_object_agg(key, value) from json_each(row_to_json(${row})) where key = any (${keys}))`;
  const list = columns.map((name) => pg.escapeIdentifier(name)).join(', ');
  const doing = (event: string, from: string, words: string, row: string, sql: string) =>
    events.includes(event)
      ? `for one in select * from (${from}) as pairs loop
           trial_statement := ${words}; trial_given := ${row};
           trial_stored := null; trial_refused := null;
           begin
             ${sql} into trial_stored;
             set constraints all immediate;
             raise exception using errcode = 'PKTRY';
           exception
             when sqlstate 'PKTRY' then null;
             when others then trial_stored := null; trial_refused := sqlstate || ' ' || sqlerrm;
           end;
           return next;
         end loop;`
      : '';
  const insert = doing(
    'INSERT',
    'select now from tried as now',
    `format('insert %s', ${given('one.now')})`,
    given('one.now'),
    `insert into ${into} as t select (one.now).* returning row_to_json(t)`,
  );
  const update = doing(
    'UPDATE',
    `select was.ctid as place, now.ctid as next, was, now from ${into} as was, tried as now
     where was.ctid <> now.ctid limit ${mostPairs}`,
    `format('update %s to %s', ${given('one.was')}, ${given('one.now')})`,
    given('one.now'),
    `update ${into} as t set (${list}) = (select ${list} from tried where tried.ctid = one.next)
     where t.ctid = one.place returning row_to_json(t)`,
  );
  const remove = doing(
    'DELETE',
    `select was.ctid as place, was from ${into} as was`,
    `format('delete %s', ${given('one.was')})`,
    'null',
    `delete from ${into} as t where t.ctid = one.place returning '{}'::json`,
  );
  return `create function pg_temp.outcomes_${side}()
    returns table (trial_statement text, trial_given json, trial_stored json, trial_refused text)
    language plpgsql as $outcomes$
    declare
      one record;
    begin
      ${insert} ${columns.length === 0 ? '' : update} ${remove}
    end
    $outcomes$`;
}

/** The smallest statements on which the two sides differ. */
function compared(
  before: readonly Outcome[],
  after: readonly Outcome[],
  moment: string,
): Counterexamples {
  const is = new Map(after.map((one) => [one.statement, one]));
  const found: { -readonly [Key in keyof Counterexamples]: string } = {};
  const tell = (key: keyof Counterexamples, { statement }: Outcome, says: string) => {
    const example = `${statement}: ${says}`;
    if ((found[key]?.length ?? Infinity) > example.length) found[key] = example;
  };
  for (const was of before) {
    const now = is.get(was.statement);
    if (!now) continue;
    if (was.stored && now.refused !== null) tell('narrower', now, now.refused);
    else if (was.refused !== null && now.stored) tell('wider', now, 'stored');
    else if (was.stored && !now.stored) tell('otherwise', now, 'left out');
    else {
      const other = otherColumns(was, now);
      const isTouched = other.some(([, ...values]) => values.includes(moment));
      const words = other
        .filter(([, ...values]) => !values.includes(moment))
        .map(([column, , value]) => `${column} ${value}`);
      if (words.length > 0) tell('otherwise', now, `stored with ${words.join(', ')}`);
      if (isTouched) tell('touched', now, 'touched');
    }
  }
  return found;
}

/** The columns that were given and are stored otherwise, with what was stored and what is. */
function otherColumns(was: Outcome, now: Outcome): [column: string, old: string, value: string][] {
  return Object.keys(now.given ?? {}).flatMap((column) => {
    const [old = '', value = ''] = [was.stored, now.stored].map((stored) =>
      stored ? JSON.stringify(stored[column]) : undefined,
    );
    return old === value || value === '' ? [] : [[column, old, value]];
  });
}

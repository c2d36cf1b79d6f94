import pg from 'pg';
import type { Counterexamples, TriggerChange } from './trial.ts';
import { makeTrials, outcomesOf, type Outcome, type Trial } from './trial-outcomes.ts';
import { trialRows } from './trial-rows.ts';

type Side = 'before' | 'after';

/** The number of rows to insert and delete, and of those, how many are updated to another. */
const [mostRows, mostPairs] = [400, 900];

/** Writes the same rows into two tables, one with the old trigger and one with the new. */
export async function tryTriggers(
  client: pg.ClientBase,
  change: TriggerChange,
): Promise<Counterexamples | undefined> {
  const { before, after, related, columns, allColumns, common } = change;
  const texts = [before, after].flatMap((one) => (one ? [one.definition, one.routine] : []));
  const events = /^CREATE (?:CONSTRAINT )?TRIGGER .*? (?:BEFORE|AFTER) (.*?) ON /.exec(
    (after ?? before)?.definition ?? '',
  )?.[1];
  if (events === undefined) return undefined;
  const rows = await trialRows(client, { expressions: texts, related, columns }, mostRows);
  const others = Object.entries(allColumns).filter(([name]) => !(name in columns));
  const all = others.map(([name, type]) => `null::${type} as ${pg.escapeIdentifier(name)}`);
  const where = ['true', ...common].map((one) => `(${one})`).join(' and ');
  await client.query(
    `create temp table tried as select ${['made.*', ...all].join(', ')} from (${rows}) as made
     where ${where} limit ${mostRows}`,
  );
  const { rows: times } = await client.query<{ now: string }>('select to_json(now())::text as now');
  return compared(
    await outcomesWith(client, 'before', change, events),
    await outcomesWith(client, 'after', change, events),
    { columns: Object.keys(columns), moment: times[0]?.now ?? '' },
  );
}

/** The results of the statements with one side's trigger. */
async function outcomesWith(
  client: pg.ClientBase,
  side: Side,
  { table, columns, related, ...change }: TriggerChange,
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
  await makeTrials(client, `outcomes_${side}`, trialsOf(into, events, Object.keys(columns)));
  await client.query(`grant all on tried, ${into} to authenticated`);
  if (related.length > 0) await client.query('set local role authenticated');
  const outcomes = await outcomesOf(client, `outcomes_${side}`);
  await client.query('reset role');
  return outcomes;
}

/** Inserts, updates and deletes, as far as the trigger fires for them. */
function trialsOf(into: string, events: string, columns: readonly string[]): Trial[] {
  const keys = `array[${columns.map((name) => pg.escapeLiteral(name)).join(', ')}]::text[]`;
  const given = (row: string) =>
    `(select json_object_agg(key, value) from json_each(row_to_json(${row})) where key = any (${keys}))`;
  const list = columns.map((name) => pg.escapeIdentifier(name)).join(', ');
  const insert = {
    rows: 'select now from tried as now',
    words: `format('insert %s', ${given('one.now')})`,
    sql: `insert into ${into} as t select (one.now).* returning row_to_json(t) into trial_result`,
  };
  const update = {
    rows: `select was.ctid as place, now.ctid as next, was, now from ${into} as was, tried as now
      where was.ctid <> now.ctid limit ${mostPairs}`,
    words: `format('update %s to %s', ${given('one.was')}, ${given('one.now')})`,
    sql: `update ${into} as t set (${list}) = (select ${list} from tried where tried.ctid = one.next)
      where t.ctid = one.place returning row_to_json(t) into trial_result`,
  };
  const remove = {
    rows: `select was.ctid as place, was from ${into} as was`,
    words: `format('delete %s', ${given('one.was')})`,
    sql: `delete from ${into} as t where t.ctid = one.place returning '{}' into trial_result`,
  };
  return [
    ...(events.includes('INSERT') ? [insert] : []),
    ...(events.includes('UPDATE') && columns.length > 0 ? [update] : []),
    ...(events.includes('DELETE') ? [remove] : []),
  ];
}

/** The smallest statements with different results. */
function compared(
  before: readonly Outcome[],
  after: readonly Outcome[],
  { columns, moment }: { readonly columns: readonly string[]; readonly moment: string },
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
    if (was.result && now.refused !== null) tell('narrower', now, now.refused);
    else if (was.refused !== null && now.result) tell('wider', now, 'stored');
    else if (was.result && !now.result) tell('otherwise', now, 'left out');
    else {
      const other = otherColumns(columns, was, now);
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

/** The columns with different stored values, and both values. */
function otherColumns(
  columns: readonly string[],
  was: Outcome,
  now: Outcome,
): [column: string, old: string, value: string][] {
  const [before, after] = [was, now].map(({ result }) => rowIn(result));
  return columns.flatMap((column) => {
    const [old = '', value = ''] = [before, after].map((row) => JSON.stringify(row?.[column]));
    return old === value || value === '' ? [] : [[column, old, value]];
  });
}

function rowIn(json: string | null): Readonly<Record<string, unknown>> {
  return json === null ? {} : JSON.parse(json);
}

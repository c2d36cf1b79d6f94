import pg from 'pg';
import { makeTrials, outcomesOf } from './trial-outcomes.ts';
import { accountsIn, actFor, trialRows } from './trial-rows.ts';
import type { Counterexamples, FunctionChange } from './trial.ts';

/** The number of calls; for each account, if the functions read tables. */
const [mostCalls, mostOfAccount] = [200, 60];

/**
 * Calls two functions with the same arguments, for an account in the rows of their tables and for
 * another one. The changes of each call are rolled back.
 */
export async function tryFunctions(
  client: pg.ClientBase,
  { routine, before, after, related, columns }: FunctionChange,
): Promise<Counterexamples> {
  const most = related.length === 0 ? mostCalls : mostOfAccount;
  const rows = await trialRows(client, { expressions: [before, after], related, columns }, most);
  const accounts = await accountsIn(client, related);
  await client.query(`create temp table tried as select * from (${rows}) as made limit ${most}`);
  // a body may name dropped objects; the calls will show it
  await client.query(`set local check_function_bodies = off; set local statement_timeout = '5s'`);
  for (const [side, text] of Object.entries({ before, after })) {
    const own = text.replace(
      `CREATE OR REPLACE FUNCTION ${routine}(`,
      () => `create function pg_temp.run_${side}(`,
    );
    await client.query(own);
    const args = Object.keys(columns).map((name) => `one.${pg.escapeIdentifier(name)}`);
    const call = {
      rows: 'select * from tried',
      words: 'row_to_json(one)::text',
      sql: `select coalesce(json_agg(answer), '[]')::text into trial_result
        from pg_temp.run_${side}(${args.join(', ')}) as answer`,
    };
    await makeTrials(client, `calls_${side}`, [call]);
  }
  await client.query('grant select on tried to authenticated; set local role authenticated');
  const found: { -readonly [Key in keyof Counterexamples]: string } = {};
  for (const sub of accounts) {
    await actFor(client, sub);
    const [was, again, is] = [
      await outcomesOf(client, 'calls_before'),
      await outcomesOf(client, 'calls_before'),
      await outcomesOf(client, 'calls_after'),
    ];
    for (const [place, one] of was.entries()) {
      const now = is[place];
      // an answer that differs at each call, such as a new id, proves nothing
      if (!now || one.result === null || one.result !== again[place]?.result) continue;
      if (now.refused !== null) found.narrower ??= `${one.statement}: ${now.refused}`;
      else if (now.result !== one.result) {
        found.otherwise ??= `${one.statement}: ${now.result}, before ${one.result}`;
      }
    }
  }
  return found;
}

import pg from 'pg';
import { accountsIn, trialRows } from './trial-rows.ts';
import type { Counterexamples, FunctionChange } from './trial.ts';

/** So many calls are made; for each account, if the functions look into tables. */
const [mostCalls, mostOfAccount] = [200, 60];

/** What came of a call. */
interface Outcome {
  /** The arguments: `{"name":"x"}`. */
  readonly call: string;
  readonly answer: string | null;
  readonly refused: string | null;
}

/**
 * Calls two functions with the same arguments, for an account that the rows of their tables name
 * and for one that they do not. What a call changes is taken back before the next one.
 */
export async function tryFunctions(
  client: pg.ClientBase,
  { routine, before, after, related, columns }: FunctionChange,
): Promise<Counterexamples> {
  const most = related.length === 0 ? mostCalls : mostOfAccount;
  const rows = await trialRows(client, { expressions: [before, after], related, columns }, most);
  const accounts = await accountsIn(client, related);
  await client.query(`create temp table tried as select * from (${rows}) as made limit ${most}`);
  // what a body names may be gone by now: the calls tell
  await client.query(`set local check_function_bodies = off; set local statement_timeout = '5s'`);
  for (const [side, text] of Object.entries({ before, after })) {
    const own = text.replace(
      `CREATE OR REPLACE FUNCTION ${routine}(`,
      () => `create function pg_temp.run_${side}(`,
    );
    await client.query(own);
    await client.query(callsFunction(side, Object.keys(columns)));
  }
  await client.query('grant select on tried to authenticated; set local role authenticated');
  const found: { -readonly [Key in keyof Counterexamples]: string } = {};
  for (const sub of accounts) {
    const claims = pg.escapeLiteral(JSON.stringify({ sub, role: 'authenticated' }));
    await client.query(`set local request.jwt.claims to ${claims}`);
    const [was, again, is] = [
      await outcomesOf(client, 'before'),
      await outcomesOf(client, 'before'),
      await outcomesOf(client, 'after'),
    ];
    for (const [place, one] of was.entries()) {
      const now = is[place];
      // an answer that is another one each time, such as a new id, tells nothing
      if (!now || one.answer === null || one.answer !== again[place]?.answer) continue;
      if (now.refused !== null) found.narrower ??= `${one.call}: ${now.refused}`;
      else if (now.answer !== one.answer) {
        found.otherwise ??= `${one.call}: ${now.answer}, before ${one.answer}`;
      }
    }
  }
  return found;
}

async function outcomesOf(client: pg.ClientBase, side: string): Promise<Outcome[]> {
  const { rows } = await client.query<Outcome>(
    `select trial_call as call, trial_answer as answer, trial_refused as refused
     from pg_temp.calls_${side}()`,
  );
  return rows;
}

/** A function that makes each call, says what came of it, and takes it back. */
function callsFunction(side: string, args: readonly string[]): string {
  const given = args.map((name) => `one.${pg.escapeIdentifier(name)}`).join(', ');
  return `create function pg_temp.calls_${side}()
    returns table (trial_call text, trial_answer text, trial_refused text)
    language plpgsql as $outcomes$
    declare
      one record;
    begin
      for one in select * from tried loop
        trial_call := row_to_json(one)::text; trial_answer := null; trial_refused := null;
        begin
          select coalesce(json_agg(answer), '[]')::text into trial_answer
          from pg_temp.run_${side}(${given}) as answer;
          raise exception using errcode = 'PKTRY';
        exception
          when sqlstate 'PKTRY' then null;
          when others then trial_answer := null; trial_refused := sqlstate || ' ' || sqlerrm;
        end;
        return next;
      end loop;
    end
    $outcomes$`;
}

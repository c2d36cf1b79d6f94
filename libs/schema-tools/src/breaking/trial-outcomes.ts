import type pg from 'pg';

/** What came of a statement, which was taken back. */
export interface Outcome {
  /** In words: `insert {"level":1}`. */
  readonly statement: string;
  /** JSON of what it stored or answered; null if it was refused, or stored nothing. */
  readonly result: string | null;
  readonly refused: string | null;
}

/** A statement for each row of a query. */
export interface Trial {
  /** The query; a row of it is `one`. */
  readonly rows: string;
  /** SQL for the words of the statement. */
  readonly words: string;
  /** The statement, which puts JSON into `trial_result`. */
  readonly sql: string;
}

/**
 * Does statements, says what came of each, and takes it back. What is checked at the end of a
 * transaction is checked after each.
 *
 * @param name of the temporary function that does it
 */
export async function makeTrials(
  client: pg.ClientBase,
  name: string,
  trials: readonly Trial[],
): Promise<void> {
  const loops = trials.map(
    ({ rows, words, sql }) => `
      for one in ${rows} loop
        trial_statement := ${words}; trial_result := null; trial_refused := null;
        begin
          ${sql};
          set constraints all immediate;
          raise exception using errcode = 'PKTRY';
        exception
          when sqlstate 'PKTRY' then null;
          when others then trial_result := null; trial_refused := sqlstate || ' ' || sqlerrm;
        end;
        return next;
      end loop;`,
  );
  await client.query(`create function pg_temp.${name}()
    returns table (trial_statement text, trial_result text, trial_refused text)
    language plpgsql as $trials$
    declare
      one record;
    begin
      ${loops.join('')}
    end
    $trials$`);
}

/** Runs what `makeTrials` made. */
export async function outcomesOf(client: pg.ClientBase, name: string): Promise<Outcome[]> {
  const { rows } = await client.query<Outcome>(
    `select trial_statement as statement, trial_result as result, trial_refused as refused
     from pg_temp.${name}()`,
  );
  return rows;
}

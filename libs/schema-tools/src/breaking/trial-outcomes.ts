import type pg from 'pg';

/** The result of a statement that was rolled back. */
export interface Outcome {
  /** In words: `insert {"level":1}`. */
  readonly statement: string;
  /** JSON of the stored row or the answer; null if it was refused or stored nothing. */
  readonly result: string | null;
  readonly refused: string | null;
}

/** A statement for each row of a query. */
export interface Trial {
  /** The query; its rows are called `one`. */
  readonly rows: string;
  /** SQL for a description of the statement. */
  readonly words: string;
  /** The statement, which writes JSON into `trial_result`. */
  readonly sql: string;
}

/**
 * Runs statements, records the result of each, and rolls it back. Deferred checks run after each.
 *
 * @param name the name of its temporary function
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

/** Runs the function from `makeTrials`. */
export async function outcomesOf(client: pg.ClientBase, name: string): Promise<Outcome[]> {
  const { rows } = await client.query<Outcome>(
    `select trial_statement as statement, trial_result as result, trial_refused as refused
     from pg_temp.${name}()`,
  );
  return rows;
}

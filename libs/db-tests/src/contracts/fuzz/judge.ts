import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type ContractColumn, type ContractDomain } from '@parakeet/db-harness/contract-columns';

/** Postgres's verdict on a document. */
export interface PostgresVerdict {
  readonly accepts: boolean;
  /** Why jsonb refuses the text: it holds a NUL character, or a number such as 1e131073. */
  readonly notJsonb?: string;
  /**
   * The error of the CHECK. A CHECK must not raise errors, so this is a fault whatever Zod's
   * verdict is.
   */
  readonly raised?: string;
}

/** Gives Postgres's verdict on many documents at once, in their order. */
export type Judge = (texts: readonly string[]) => Promise<PostgresVerdict[]>;

/** A CHECK: an SQL expression over a name. */
export interface Check {
  /** The name of the document in the expression: the column, or `value` in a domain. */
  readonly over: string;
  readonly expression: string;
}

/**
 * The CHECK that enforces the contract of a JSONB column or a domain.
 *
 * @throws Error if the CHECK is missing, or not validated
 */
export async function contractCheck(
  client: pg.ClientBase,
  subject: ContractColumn | ContractDomain,
): Promise<Check> {
  const isColumn = 'column' in subject;
  const { rows } = await client.query<{ expression: string }>(
    `select pg_get_expr(conbin, conrelid) as expression from pg_constraint
     where ${isColumn ? 'conrelid = $1::regclass' : 'contypid = $1::regtype'}
       and conname = $2 and contype = 'c' and convalidated`,
    [
      `public.${isColumn ? subject.table : subject.domain}`,
      `${subject.name.replace('.', '_')}_contract`,
    ],
  );
  const [check] = rows;
  if (!check) throw new Error(`${subject.name} has no validated CHECK`);
  return { over: isColumn ? subject.column : 'value', expression: check.expression };
}

/**
 * A judge that casts each text to jsonb and evaluates the CHECK's expression. A write does the
 * same, but this takes thousands in one statement, some microseconds each. As in a CHECK, NULL
 * means yes.
 */
export async function createJudge(
  client: pg.ClientBase,
  { over, expression }: Check,
): Promise<Judge> {
  const name = `pg_temp."judge_${randomUUID()}"`;
  await client.query(
    `create function ${name}(texts text[]) returns text[] language plpgsql as $judge$
     declare
       verdicts text[] := '{}';
       written text;
       document jsonb;
       verdict boolean;
     begin
       foreach written in array texts loop
         begin
           document := written::jsonb;
         exception when others then
           verdicts := verdicts || ('not jsonb ' || sqlstate || ' ' || sqlerrm);
           continue;
         end;
         begin
           select (${expression}) is not false into strict verdict from (select document) as row (${over});
           verdicts := verdicts || case when verdict then 'yes' else 'no' end;
         exception when others then
           verdicts := verdicts || ('raised ' || sqlstate || ' ' || sqlerrm);
         end;
       end loop;
       return verdicts;
     end;
     $judge$`,
  );
  return async (texts) => {
    const { rows } = await client.query<{ verdicts: string[] }>(
      `select ${name}($1::text[]) as verdicts`,
      [texts],
    );
    return (rows[0]?.verdicts ?? []).map(readVerdict);
  };
}

function readVerdict(verdict: string): PostgresVerdict {
  const [, kind, words = ''] = /^(not jsonb|raised) (.*)$/su.exec(verdict) ?? [];
  if (kind === 'not jsonb') return { accepts: false, notJsonb: words };
  if (kind === 'raised') return { accepts: false, raised: words };
  return { accepts: verdict === 'yes' };
}

import { SqlError } from 'libpg-query';
import pg from 'pg';
import type { Refusal } from './facts.ts';

/** Whether rows can be the reason, as opposed to a name, a right, a state or a resource. */
export function isForRows({ code }: Refusal): boolean {
  return !/^(0A|25|2[BD]|3[DF]|40|42|5|XX)/.test(code);
}

/** The error of Postgres, or of its parser. */
export function refusalOf(cause: unknown): Refusal {
  if (!(cause instanceof Error)) throw cause;
  if (!(cause instanceof pg.DatabaseError)) return { code: '42601', message: cause.message };
  const { code = '', message, constraint, column, schema, table } = cause;
  return {
    code,
    message,
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table: `${schema}.${table}` }),
    ...(column === undefined ? {} : { column }),
  };
}

/** The position of a parse error: characters from the text's start. */
export function placeOf(cause: unknown): number {
  return cause instanceof SqlError ? (cause.sqlDetails?.cursorPosition ?? 0) : 0;
}

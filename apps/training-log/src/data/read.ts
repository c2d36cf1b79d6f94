import type { UnreadRow } from '@parakeet/db-types';
import type * as z from 'zod';
import { Away, NotUnderstood } from '../errors/refusal.ts';
import { answered, type Answer, type NoAnswer } from './answer.ts';
import type { schemas } from './schemas.ts';

type Request = PromiseLike<Answer<unknown> | NoAnswer>;
type SchemaOf<Row> = (all: typeof schemas) => z.ZodType<Row, Row>;

/** The rows of an answer: those that this version understands, and those that it does not. */
export class Rows<Row = unknown> {
  /** What a row is to a lifter: `session`. */
  readonly what: string;
  readonly rows: readonly Row[];
  readonly unread: readonly UnreadRow[];

  constructor(what: string, rows: readonly Row[], unread: readonly UnreadRow[]) {
    this.what = what;
    this.rows = rows;
    this.unread = unread;
  }

  /** How many came, understood or not. */
  get count(): number {
    return this.rows.length + this.unread.length;
  }
}

/**
 * Reads rows one by one: a newer app may have written some.
 *
 * @param what a row is to a lifter
 */
export async function readList<Row>(
  what: string,
  schemaOf: SchemaOf<Row>,
  request: PromiseLike<Answer<readonly unknown[]> | NoAnswer>,
): Promise<Rows<Row>> {
  const [{ readRows, schemas }, data] = await Promise.all([loadSchemas(), answered(request)]);
  const { rows, unread } = readRows(schemaOf(schemas), data);
  return new Rows(what, rows, unread);
}

/**
 * Reads a row, or null where there is none.
 *
 * @throws NotUnderstood where this version does not understand it: that is not the same as none
 */
export async function readOne<Row>(
  what: string,
  schemaOf: SchemaOf<Row>,
  request: Request,
): Promise<Row | null> {
  const [{ readRow, schemas, unreadWords }, data] = await Promise.all([
    loadSchemas(),
    answered(request),
  ]);
  if (data === null) return null;
  const { row, unread } = readRow(schemaOf(schemas), data);
  if (unread) throw new NotUnderstood(unreadWords([{ what, ...unread }]));
  return row;
}

function loadSchemas() {
  return import('./schemas.ts').catch((cause: unknown) => {
    throw new Away(`the schemas of rows did not come: ${String(cause)}`);
  });
}

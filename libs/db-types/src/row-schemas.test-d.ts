import { describe, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import {
  SessionLogsInsert,
  SessionLogsRow,
  type Database,
  type rowSchemas,
  type Tables,
  type TablesInsert,
  type TablesUpdate,
} from './index.ts';

type TableName = keyof Database['public']['Tables'];
type Schemas = typeof rowSchemas;

/**
 * Whether two types are the same, optional and readonly properties included: the compiler
 * takes the two generic functions for one another only if they are.
 */
// oxlint-disable typescript/no-unnecessary-type-parameters -- T is what makes it compare
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
// oxlint-enable typescript/no-unnecessary-type-parameters

/** For a schema: whether its input and its output are exactly the type. */
type Makes<Schema extends z.ZodType, Type> = [
  Same<z.output<Schema>, Type>,
  Same<z.input<Schema>, Type>,
];
type Exactly = [true, true];

describe('the row schemas', () => {
  it('are there for each table, and for nothing else', () => {
    expectTypeOf<keyof Schemas>().toEqualTypeOf<TableName>();
  });

  it('make exactly the types of the Database, for each table', () => {
    expectTypeOf<{
      [Table in TableName]: {
        row: Makes<Schemas[Table]['row'], Tables<Table>>;
        insert: Makes<Schemas[Table]['insert'], TablesInsert<Table>>;
        update: Makes<Schemas[Table]['update'], TablesUpdate<Table>>;
      };
    }>().toEqualTypeOf<{
      [Table in TableName]: { row: Exactly; insert: Exactly; update: Exactly };
    }>();
  });

  it('tell types apart that are only nearly the same', () => {
    expectTypeOf<Same<{ a?: string }, { a?: string | undefined }>>().toEqualTypeOf<false>();
    expectTypeOf<Same<{ a: 'x' | 'y' }, { a: string }>>().toEqualTypeOf<false>();
    expectTypeOf<
      Makes<Schemas['sessions']['insert'], TablesInsert<'sessions'> & { more?: string }>
    >().toEqualTypeOf<[false, false]>();
  });

  it('have a type of the same name', () => {
    expectTypeOf<SessionLogsRow>().toEqualTypeOf<Tables<'session_logs'>>();
    expectTypeOf(SessionLogsRow.parse({})).toEqualTypeOf<SessionLogsRow>();
    expectTypeOf(SessionLogsInsert.parse({})).toEqualTypeOf<SessionLogsInsert>();
  });
});

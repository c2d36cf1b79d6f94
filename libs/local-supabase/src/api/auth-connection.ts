import { PostgresConnection } from '@supabase/lite/postgres';
import {
  InsertQueryNode,
  PrimitiveValueListNode,
  ValueListNode,
  ValuesNode,
  type KyselyPlugin,
  type RootOperationNode,
} from 'kysely';
import { authTypes } from './formats.ts';
import { poolOptions } from './pool.ts';

/**
 * What `@supabase/lite` works with for auth: the tables of GoTrue, as GoTrue's own role.
 *
 * @param url the address for `supabase_auth_admin`
 */
export function createAuthConnection(url: string): PostgresConnection {
  const connection = new PostgresConnection({
    url,
    postgresOptions: poolOptions({ max: 4, types: authTypes }),
  });
  connection.kysely = connection.kysely.withPlugin(numberedRefreshTokens);
  return connection;
}

/**
 * lite gives a refresh token a uuid for its id; in GoTrue's table the id is a number that
 * the database counts up. So the column is left out of the insert.
 */
const numberedRefreshTokens: KyselyPlugin = {
  transformQuery: ({ node }) => withoutId(node),
  transformResult: ({ result }) => Promise.resolve(result),
};

function withoutId(node: RootOperationNode): RootOperationNode {
  if (!InsertQueryNode.is(node) || node.into?.table.identifier.name !== 'refresh_tokens') {
    return node;
  }
  const { columns = [], values } = node;
  const at = columns.findIndex(({ column }) => column.name === 'id');
  if (at === -1 || !values || !ValuesNode.is(values)) return node;
  return {
    ...node,
    columns: columns.toSpliced(at, 1),
    values: ValuesNode.create(
      values.values.map((row) =>
        ValueListNode.is(row)
          ? ValueListNode.create(row.values.toSpliced(at, 1))
          : PrimitiveValueListNode.create(row.values.toSpliced(at, 1)),
      ),
    ),
  };
}

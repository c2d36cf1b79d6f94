import { AsyncLocalStorage } from 'node:async_hooks';
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
import { openPool } from './pool.ts';
import { isUnreachable } from './refusal.ts';

/** What `@supabase/lite` works with for auth: the tables of GoTrue, as GoTrue's own role. */
export class AuthConnection extends PostgresConnection {
  readonly #errors = new AsyncLocalStorage<{ last?: unknown }>();

  /** @param url the address for `supabase_auth_admin` */
  constructor(url: string) {
    // connects when it is first asked, which it is not: this.kysely is another
    super({ url });
    this.kysely = openPool<unknown>({
      url,
      max: 4,
      types: authTypes,
      onError: (error) => {
        const store = this.#errors.getStore();
        if (store) store.last = error;
      },
    }).withPlugin(numberedRefreshTokens);
  }

  /**
   * Has lite answer a request. Where it only says that something failed, the answer is
   * GoTrue's to a database that failed, or that could not be asked.
   */
  async answer(serve: () => Promise<Response>): Promise<Response> {
    const errors: { last?: unknown } = {};
    const answer = await this.#errors.run(errors, serve);
    if (answer.status !== 500) return answer;
    const [status, message] = isUnreachable(errors.last)
      ? [503, 'Database connection error. Retrying the connection.']
      : [500, 'Database error'];
    return Response.json(
      { code: status, error_code: 'unexpected_failure', msg: message },
      { status },
    );
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.kysely.destroy()]);
  }
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

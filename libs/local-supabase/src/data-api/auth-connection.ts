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
import { DatabaseFailed } from './auth/accounts.ts';
import { AuthRefused } from './auth/refused.ts';
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

  /** Answers a request; an error is GoTrue's answer to it. */
  async answer(serve: () => Promise<Response>): Promise<Response> {
    const errors: { last?: unknown } = {};
    return this.#errors.run(errors, async () => {
      try {
        const answer = await serve();
        // lite only says that something failed
        return answer.status === 500 ? failedAnswer(errors.last) : answer;
      } catch (error) {
        if (error instanceof AuthRefused) return error.toResponse();
        const isNamed = error instanceof DatabaseFailed;
        console.error('Auth error:', isNamed ? error.cause : error);
        return failedAnswer(errors.last, isNamed ? error.message : undefined);
      }
    });
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.kysely.destroy()]);
  }
}

/** GoTrue's answer to a database that failed, or that could not be asked. */
function failedAnswer(error: unknown, message = 'Database error'): Response {
  const refused = isUnreachable(error)
    ? new AuthRefused(
        503,
        'unexpected_failure',
        'Database connection error. Retrying the connection.',
      )
    : new AuthRefused(500, 'unexpected_failure', message);
  return refused.toResponse();
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

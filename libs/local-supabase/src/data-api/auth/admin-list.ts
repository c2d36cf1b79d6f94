import type { Account } from './accounts.ts';
import { sql } from './database.ts';
import type { Exchange } from './exchange.ts';
import { invalid } from './refused.ts';
import { describeAccounts } from './sessions.ts';

/**
 * `GET /admin/users`: a page of the accounts. The newest come first unless the client asks
 * otherwise.
 */
export async function listUsers({ db, query }: Exchange): Promise<Response> {
  const order = readOrder(query.get('sort'));
  const page = Math.max(readCount(query.get('page'), 1), 1);
  const perPage = readCount(query.get('per_page'), 50) || 20;
  const pattern = `%${query.get('filter') ?? ''}%`;
  const wanted = sql`
    from auth.users
    where aud = 'authenticated'
      and (${pattern} = '%%' or email like ${pattern}
        or raw_user_meta_data ->> 'full_name' ilike ${pattern})`;
  const [counted] = await db.run(sql<{ total: number }>`select count(*) as total ${wanted}`);
  const accounts = await db.run(sql<Account>`
    select * ${wanted} order by created_at ${order}, id
    limit ${perPage} offset ${(page - 1) * perPage}`);
  const total = counted?.total ?? 0;
  const users = await describeAccounts(db, accounts);
  return Response.json(
    { users, aud: 'authenticated' },
    {
      headers: {
        Link: links(query, page, Math.ceil(total / perPage)),
        'X-Total-Count': String(total),
      },
    },
  );
}

/** The addresses of the next page, if there is one, and of the last. */
function links(query: URLSearchParams, page: number, last: number): string {
  const link = (to: number, name: string) => {
    const parameters = new URLSearchParams(query);
    parameters.set('page', String(to));
    parameters.sort();
    return `</admin/users?${parameters.toString()}>; rel="${name}"`;
  };
  return [...(page < last ? [link(page + 1, 'next')] : []), link(last, 'last')].join(', ');
}

function readCount(text: string | null, otherwise: number): number {
  if (text === null || text === '') return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const reason = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
  throw invalid(`Bad Pagination Parameters: ${reason}`);
}

function readOrder(sort: string | null) {
  const [field, direction = 'desc'] = (sort ?? 'created_at').split(/ (.*)/s);
  if (field !== 'created_at') {
    throw invalid(`Bad Sort Parameters: bad field for sort '${field}'`);
  }
  switch (direction.toLowerCase()) {
    case 'asc':
      return sql`asc`;
    case 'desc':
      return sql`desc`;
    default:
      throw invalid(
        `Bad Sort Parameters: bad direction for sort '${direction}', only 'asc' and 'desc' allowed`,
      );
  }
}

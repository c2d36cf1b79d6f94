import { findAccount, type Account } from './accounts.ts';
import { generateLink, invite } from './admin-links.ts';
import { listUsers } from './admin-list.ts';
import { createUser, deleteUser, updateUserAsAdmin } from './admin-users.ts';
import type { Exchange } from './exchange.ts';
import { readParams } from './params.ts';
import { AuthRefused } from './refused.ts';
import { describeAccount } from './sessions.ts';
import { isUuid } from './signed-in.ts';

/** Answers requests that need the secret key; undefined for an unknown route. */
export async function answerAdmin(
  request: Request,
  exchange: Exchange,
): Promise<Response | undefined> {
  const { path } = exchange;
  const params = (struct: string) => readParams(request, struct);
  switch (`${request.method} ${path}`) {
    case 'GET /admin/users':
      return listUsers(exchange);
    case 'POST /admin/users':
      return Response.json(await createUser(exchange, await params('AdminUserParams')));
    case 'POST /admin/generate_link':
      return Response.json(await generateLink(exchange, await params('GenerateLinkParams')));
    case 'POST /invite':
      return Response.json(await invite(exchange, await params('InviteParams')));
    default:
      break;
  }
  const [, id, rest = ''] = /^\/admin\/users\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (id === undefined) return undefined;
  const account = await loadAccount(exchange, id);
  switch (`${request.method} ${rest}`) {
    case 'GET ':
      return Response.json(await describeAccount(exchange.db, account));
    case 'PUT ':
      return Response.json(
        await updateUserAsAdmin(exchange, await params('AdminUserParams'), account),
      );
    case 'DELETE ':
      return Response.json(await deleteUser(exchange, request, account));
    case 'GET /factors':
      // second factors are not supported
      return Response.json([]);
    default:
      return undefined;
  }
}

async function loadAccount({ db }: Exchange, id: string): Promise<Account> {
  if (!isUuid(id)) throw new AuthRefused(404, 'validation_failed', 'user_id must be an UUID');
  const account = await findAccount(db, 'id', id);
  if (account) return account;
  throw new AuthRefused(404, 'user_not_found', 'User not found');
}

/**
 * Hands a request for the Data API to lite, as lite understands it: without what says for
 * whom it is, which is decided already, and with what PostgREST takes for granted.
 */
export async function answerRest(
  request: Request,
  serve: (request: Request) => Promise<Response>,
): Promise<Response> {
  const url = new URL(request.url);
  url.searchParams.delete('apikey');
  const headers = new Headers(request.headers);
  headers.delete('authorization');
  headers.delete('apikey');
  // PostgREST returns the rows that it changed where it is asked to; lite, unless asked not to
  const isSilent = changesRows(request, url) && !/\breturn=/.test(headers.get('prefer') ?? '');
  if (isSilent) headers.append('prefer', minimal);
  const answer = await serve(new Request(new Request(url, request), { headers }));
  if (isSilent) withoutPreference(answer.headers);
  return answer;
}

const minimal = 'return=minimal';

function changesRows({ method }: Request, { pathname }: URL): boolean {
  return (
    ['POST', 'PATCH', 'PUT', 'DELETE'].includes(method) && !pathname.startsWith('/rest/v1/rpc/')
  );
}

/** What was not asked for is not said to have been applied. */
function withoutPreference(headers: Headers): void {
  const applied = headers.get('preference-applied')?.split(/,\s*/) ?? [];
  const rest = applied.filter((one) => one !== minimal);
  if (rest.length > 0) headers.set('preference-applied', rest.join(', '));
  else headers.delete('preference-applied');
}

/** Additional headers of an answer that a page of another origin may read. */
const exposed = [
  'Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Range-Unit',
  // of auth
  'X-Total-Count, Link, X-Supabase-Api-Version',
].join(', ');

/** The answer to a browser's preflight request; undefined for other requests. */
export function answerPreflight(request: Request): Response | undefined {
  const method = request.headers.get('access-control-request-method');
  if (request.method !== 'OPTIONS' || method === null) return undefined;
  const headers = new Headers({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS',
    'Access-Control-Max-Age': '3600',
    Vary: 'Access-Control-Request-Headers',
  });
  const asked = request.headers.get('access-control-request-headers');
  if (asked !== null) headers.set('Access-Control-Allow-Headers', asked);
  return new Response(null, { status: 204, headers });
}

/** Lets a page of any origin read an answer: keys and tokens identify the client, not cookies. */
export function withCors(answer: Response): Response {
  answer.headers.set('Access-Control-Allow-Origin', '*');
  answer.headers.set('Access-Control-Expose-Headers', exposed);
  return answer;
}

/** The body of PostgREST's answer to a refused request. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly hint?: string | null;
}

/** An answer with an error in PostgREST's form. */
export function errorAnswer(status: number, error: ApiError): Response {
  const { code, message, details = null, hint = null } = error;
  return Response.json(
    { code, details, hint, message },
    {
      status,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Proxy-Status': `PostgREST; error=${code}`,
        ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      },
    },
  );
}

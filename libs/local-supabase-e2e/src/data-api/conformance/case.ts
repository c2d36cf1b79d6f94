/** A request, and what PostgREST answers. */
export interface Case {
  /** Method, path after `/rest/v1` and query, as in `GET /films?id=eq.1`. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, or what becomes JSON. */
  readonly body?: unknown;
  readonly status: number;
  /** The body as JSON; where it is a text, as it stands. */
  readonly answer?: unknown;
  /** Headers of the answer; null for one that is not there. */
  readonly answered?: Readonly<Record<string, string | null>>;
  /** What SQL returns afterwards, as JSON. */
  readonly leaves?: readonly [query: string, rows: unknown];
}

/** A read that succeeds. */
export const reads = (path: string, answer: unknown): Case => ({
  request: `GET ${path}`,
  status: 200,
  answer,
});

/** A read that is refused with a code. */
export const refuses = (path: string, status: number, code: string, more: object = {}): Case => ({
  request: `GET ${path}`,
  status,
  answer: { code, ...more },
});

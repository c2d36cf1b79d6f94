import { Away, Refusal, SessionRefused } from '../errors/refusal.ts';

export interface Answer<Data> {
  readonly data: Data;
  readonly error: null;
}
export interface NoAnswer {
  readonly error: { readonly message: string; readonly code: string };
  readonly status: number;
}

/** The statuses of a gateway that fails, or of a database that is away. */
const awayStatus = new Set([0, 408, 429, 502, 503, 504]);
/** What Postgres gave up because of somebody else: it can be sent again as it is. */
const awayCode = new Set(['40001', '40P01', '55P03', '57014']);

/**
 * The data of an answer.
 *
 * @throws Away where nobody answered, and asking again may help
 * @throws Refusal where the answer was no
 */
export async function answered<Data>(request: PromiseLike<Answer<Data> | NoAnswer>): Promise<Data> {
  const answer = await request;
  if (answer.error === null) return answer.data;
  const { message, code } = answer.error;
  // the same is sent once there is another session
  if (answer.status === 401) throw new SessionRefused(message);
  if (awayStatus.has(answer.status) || awayCode.has(code)) throw new Away(message);
  throw new Refusal(code, message);
}

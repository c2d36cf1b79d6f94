import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { format } from 'node:util';

/** A failed request, in one line. */
export interface Fault {
  /** Whose fault it is: 5xx is ours, the rest is the client's. */
  readonly isOurs: boolean;
  /** Method, path, status and reason. Never the query, because it may hold a key or a token. */
  readonly line: string;
}

/** The known facts about the answer to a request. */
interface Answering {
  /** Code and message of a refusal. */
  reason?: string;
  /** The first line that a library printed meanwhile. */
  printed?: string;
  /** Whether it was reported already. */
  isTold?: boolean;
}

const answering = new AsyncLocalStorage<Answering>();

/**
 * Does the work of one request, and reports a fault once the connection is done with it. A fault is
 * an answer of 400 or more, a broken answer, or a client that left too early.
 */
export function watchRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  work: () => unknown,
  report: (fault: Fault) => void,
): void {
  const request = `${incoming.method} ${(incoming.url ?? '').split('?')[0]}`;
  const known: Answering = {};
  outgoing.once('close', () => {
    const status = outgoing.statusCode;
    if (outgoing.errored) {
      report({ isOurs: true, line: oneLine(`${request}: broke off: ${outgoing.errored.message}`) });
    } else if (!outgoing.writableFinished) {
      report({ isOurs: false, line: oneLine(`${request}: the client left before its answer`) });
    } else if (status >= 400 && !known.isTold) {
      const { reason = '', printed } = known;
      // 501: a missing service
      const isOurs = status >= 500 && status !== 501;
      const cause = isOurs && printed !== undefined ? ` (${printed})` : '';
      report({ isOurs, line: oneLine(`${request}: ${status} ${reason}${cause}`) });
    }
  });
  answering.run(known, work);
}

/** Keeps the refusal of the current request out of the terminal. */
export function keepQuiet(): void {
  const known = answering.getStore();
  if (known) known.isTold = true;
}

/** Notes why a request is refused: the message of PostgREST or GoTrue in the body. */
export async function noteRefusal(answer: Response): Promise<Response> {
  const known = answering.getStore();
  if (known && answer.status >= 400) {
    const body: unknown = await answer
      .clone()
      .json()
      .catch(() => undefined);
    if (typeof body === 'object' && body !== null) {
      const { code, error_code: errorCode, message, msg, details } = { ...body } as Refusal;
      const words = [errorCode ?? code, message ?? msg, answer.status >= 500 ? details : undefined];
      known.reason = words.filter((one) => typeof one === 'string').join(' ');
    }
  }
  return answer;
}

type Refusal = Partial<Record<'code' | 'error_code' | 'message' | 'msg' | 'details', unknown>>;

/**
 * Makes each print one line; an error has the first frame of its stack. Prints on behalf of a
 * request become part of its fault. Only for a process that serves and does nothing else: it
 * replaces the methods of the console.
 */
export function tameConsole(write: (line: string) => void): void {
  for (const method of ['error', 'warn', 'info', 'log', 'debug'] as const) {
    console[method] = (...parts: unknown[]) => {
      const [message = '', ...frames] = format(...parts).split('\n');
      const frame = frames
        .find((line) => /^\s+at /.test(line))
        ?.trim()
        .replace(/ \{$/, '');
      const line = oneLine(frame === undefined ? message : `${message}, ${frame}`);
      const known = answering.getStore();
      if (known) known.printed ??= line;
      else write(line);
    };
  }
}

/** Longer lines are cut. */
const longest = 400;

/** Removes characters that end the line or steer a terminal. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

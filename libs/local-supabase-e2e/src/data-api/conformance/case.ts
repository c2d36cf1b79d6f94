import type { Case } from '../cases.ts';

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

import type { ApiError } from '../answers.ts';

/** A request that PostgREST itself refuses, not Postgres. */
export class Refused extends Error {
  readonly status: number;
  readonly error: ApiError;

  constructor(status: number, error: ApiError) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

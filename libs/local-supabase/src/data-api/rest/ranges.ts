import type { Range } from './grammar/query.ts';
import { Refused } from './refused.ts';

/**
 * The requested rows: the intersection of the Range header with `limit` and `offset`.
 *
 * @param header the Range header of a GET; null otherwise
 * @throws Refused PGRST103
 */
export function requestedRange(header: string | null, range: Range | undefined): Range {
  const [, first, last] = /^(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  const { offset: from, limit } = range ?? { offset: 0n };
  if (first !== undefined && last && BigInt(last) < BigInt(first)) {
    throw unsatisfiable(
      'The lower boundary must be lower than or equal to the upper boundary in the Range header.',
    );
  }
  if (limit === 0n) return { offset: from, limit };
  const offset = first !== undefined && BigInt(first) > from ? BigInt(first) : from;
  const ends = [
    ...(last ? [BigInt(last)] : []),
    ...(limit === undefined ? [] : [from + limit - 1n]),
  ].toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  const [end] = ends;
  if (end === undefined) return { offset };
  if (end < offset) throw unsatisfiable('Limit should be greater than or equal to zero.');
  return { offset, limit: end - offset + 1n };
}

export function unsatisfiable(details: string): Refused {
  return new Refused(416, {
    code: 'PGRST103',
    message: 'Requested range not satisfiable',
    details,
  });
}

/** The header Content-Range: the rows of an answer, and the total. */
export function contentRange(first: bigint, last: bigint, total: bigint | undefined): string {
  const rows = total !== 0n && first <= last ? `${first}-${last}` : '*';
  return `${rows}/${total ?? '*'}`;
}

/** The status of an answer with some rows of a total, if the total is known. */
export function rangeStatus(first: bigint, rows: bigint, total: bigint | undefined): number {
  if (total === undefined) return 200;
  if (first > total) return 416;
  return rows < total ? 206 : 200;
}

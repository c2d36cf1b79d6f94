import type { TextRow } from './connections.ts';
import type { Plan } from './plan.ts';
import { appliedPreferences } from './preferences.ts';
import { contentRange, rangeStatus, unsatisfiable } from './ranges.ts';
import { Refused } from './refused.ts';
import type { RestRequest } from './request.ts';
import { resultOf } from './routines.ts';
import type { Result } from './statement.ts';

/**
 * The answer to a request, made from the result of its statement.
 *
 * @throws Refused if the request forbids this result; then nothing is changed
 */
export function answerOf(
  request: RestRequest,
  plan: Plan,
  result: Result,
  explained: TextRow | undefined,
): Response {
  const { preferences } = request;
  const rows = BigInt(result.rows);
  checkResult(request, plan, rows);
  const { status, headers, body } = plan.write
    ? changeAnswer(request, plan, result)
    : rowsAnswer(request, plan, result, explained);
  const applied = appliedPreferences(preferences, {
    resolution:
      plan.write?.kind === 'insert' &&
      (plan.write.table.primaryKey.length > 0 || request.query.onConflict !== undefined),
    return: plan.write !== undefined,
    tx: plan.end.isChosen,
    missing: plan.write?.kind === 'insert' || plan.write?.kind === 'update',
    maxAffected: plan.write?.kind === 'update' || plan.write?.kind === 'delete' || !!plan.routine,
  });
  if (applied !== undefined) headers.set('Preference-Applied', applied);
  return override(result, status, headers, body);
}

/** Whether the result of a change can still cancel it. */
export function mayRefuse({ preferences }: RestRequest, plan: Plan): boolean {
  const { write, format, end } = plan;
  if (end.by === 'rollback' || !write || write.kind === 'put') return true;
  if (format.kind === 'object') return true;
  return preferences.handling === 'strict' && preferences.maxAffected !== undefined;
}

function checkResult({ preferences }: RestRequest, plan: Plan, rows: bigint): void {
  const { write, format } = plan;
  if (write?.kind === 'put') {
    if (rows === 1n) return;
    throw new Refused(400, {
      code: 'PGRST115',
      message: 'Payload values do not match URL in primary key column(s)',
    });
  }
  if (format.kind === 'object' && rows !== 1n) {
    throw new Refused(406, {
      code: 'PGRST116',
      message: 'Cannot coerce the result to a single JSON object',
      details: `The result contains ${rows} rows`,
    });
  }
  const { maxAffected, handling } = preferences;
  const isLimited = write ? write.kind !== 'insert' : plan.routine !== undefined;
  if (isLimited && handling === 'strict' && maxAffected !== undefined && rows > maxAffected) {
    throw new Refused(400, {
      code: 'PGRST124',
      message: 'Query result exceeds max-affected preference constraint',
      details: `The query affects ${rows} rows`,
    });
  }
}

interface Parts {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | null;
}

function contentHeaders(
  { schema, showsSchema }: RestRequest,
  { format }: Plan,
): [string, string][] {
  return [
    ['Content-Type', format.contentType],
    ...(showsSchema ? ([['Content-Profile', schema]] as [string, string][]) : []),
  ];
}

/** The answer with the rows of a table or a function. */
function rowsAnswer(
  request: RestRequest,
  plan: Plan,
  result: Result,
  explained: TextRow | undefined,
): Parts {
  const { range, target, query } = request;
  const rows = BigInt(result.rows);
  const total = totalOf(request, plan, result, explained);
  const first = range.offset;
  const status = rangeStatus(first, rows, total);
  if (status === 416) {
    throw unsatisfiable(
      `An offset of ${first} was requested, but there are only ${total ?? 0} rows.`,
    );
  }
  const headers = new Headers([['Content-Range', contentRange(first, first + rows - 1n, total)]]);
  if (target.kind === 'table') {
    const search = query.canonical === '' ? '' : `?${query.canonical}`;
    headers.set('Content-Location', encodeURI(`/${target.name}`) + search);
  }
  if (plan.routine && resultOf(plan.routine).isVoid) return { status: 204, headers, body: null };
  for (const [name, value] of contentHeaders(request, plan)) headers.set(name, value);
  return { status, headers, body: request.method === 'HEAD' ? null : result.body };
}

/** The total number of rows, if the request asks for it. */
function totalOf(
  { preferences }: RestRequest,
  { maxRows }: Plan,
  { total }: Result,
  explained: TextRow | undefined,
): bigint | undefined {
  const counted = total === null ? undefined : BigInt(total);
  if (explained === undefined) return counted;
  const planned = plannedRows(explained);
  if (preferences.count === 'planned') return planned;
  if (counted === undefined || counted <= BigInt(maxRows)) return counted;
  return planned > counted ? planned : counted;
}

function plannedRows(row: TextRow): bigint {
  const [plan] = JSON.parse(row['QUERY PLAN'] ?? '[]') as { Plan: { 'Plan Rows': number } }[];
  return BigInt(plan?.Plan['Plan Rows'] ?? 0);
}

/** The answer to a change. */
function changeAnswer(request: RestRequest, plan: Plan, result: Result): Parts {
  const { preferences, target } = request;
  const isShown = preferences.return === 'representation';
  const rows = BigInt(result.rows);
  const count = ['exact', 'estimated'].includes(preferences.count ?? '') ? rows : undefined;
  const headers = new Headers(isShown ? contentHeaders(request, plan) : []);
  const body = isShown ? result.body : null;
  const kind = plan.write?.kind;
  const isNew = Number(result.inserted ?? 0) > 0;
  if (kind === 'put') {
    return { status: !isShown ? 204 : isNew ? 201 : 200, headers, body };
  }
  if (kind === 'update') {
    headers.set('Content-Range', contentRange(0n, rows - 1n, count));
  } else headers.set('Content-Range', contentRange(1n, 0n, count));
  if (kind !== 'insert') return { status: isShown ? 200 : 204, headers, body };
  if (result.location !== null && target.kind === 'table') {
    headers.set('Location', encodeURI(`/${target.name}?`) + locationOf(result.location));
  }
  const isUpdate = preferences.resolution === 'merge-duplicates' && !isNew;
  return { status: isUpdate ? 200 : 201, headers, body };
}

const locationOf = (lines: string) =>
  lines
    .split('\n')
    .map((line) => {
      const [name = '', ...value] = line.split('=');
      return `${encodeURIComponent(name)}=${encodeURIComponent(value.join('='))}`;
    })
    .join('&');

/** Applies the status and the headers that a function has set. */
function override(result: Result, status: number, headers: Headers, body: string | null): Response {
  let chosen = status;
  if (result.status !== null) {
    chosen = Number(/^\d+/.exec(result.status)?.[0]);
    // the statuses that a Response can have
    if (!(chosen >= 200 && chosen <= 599)) {
      throw new Refused(500, {
        code: 'PGRST112',
        message: 'response.status guc must be a valid status code',
      });
    }
  }
  const own = result.headers === null ? [] : chosenHeaders(result.headers);
  try {
    for (const [name] of own) headers.delete(name);
    for (const [name, value] of own) headers.append(name, value);
  } catch {
    throw wrongHeaders();
  }
  const hasBody = ![101, 204, 205, 304].includes(chosen);
  return new Response(hasBody ? body : null, { status: chosen, headers });
}

function chosenHeaders(text: string): [string, string][] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw wrongHeaders();
  }
  if (!Array.isArray(list)) throw wrongHeaders();
  return list.map((one: unknown): [string, string] => {
    const pairs = typeof one === 'object' && one !== null ? Object.entries(one) : [];
    const [pair] = pairs;
    if (!pair || pairs.length !== 1 || typeof pair[1] !== 'string') throw wrongHeaders();
    return [pair[0], pair[1]];
  });
}

const wrongHeaders = () =>
  new Refused(500, {
    code: 'PGRST111',
    message:
      'response.headers guc must be a JSON array composed of objects with a single key and a string value',
  });

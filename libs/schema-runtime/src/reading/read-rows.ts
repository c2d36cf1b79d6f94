import type * as z from 'zod';

/**
 * Why a row was not understood. A newer app explains `version`, `word` and `limit`: a version or a
 * word that is not in the schema, or a number, a text or a list past its limits. Anything else,
 * such as a missing key or a text in a number's place, is `wrong`.
 */
export type ProblemKind = 'version' | 'word' | 'limit' | 'wrong';

/** One reason why a row was not understood. */
export interface RowProblem {
  readonly kind: ProblemKind;
  /** Where in the row: `['planned_sets', 0, 'reps']`. */
  readonly path: readonly PropertyKey[];
  /** The value there; undefined where there is none. */
  readonly found: unknown;
  readonly message: string;
}

/** A row that was not understood. Its type is unknown, so that it cannot be written back. */
export interface UnreadRow {
  readonly input: unknown;
  readonly problems: readonly RowProblem[];
  /** Whether a newer app explains all problems: an update of the app helps. */
  readonly isNewer: boolean;
}

/** A row, or why there is none. */
export type RowRead<Row> =
  | { readonly row: Row; readonly unread?: undefined }
  | { readonly row?: undefined; readonly unread: UnreadRow };

/** The rows that were understood, in order, and the others. */
export interface RowsRead<Row> {
  readonly rows: Row[];
  readonly unread: UnreadRow[];
}

/**
 * Reads a row, or a document, that a newer app may have written. Unknown columns and JSON keys are
 * accepted at every depth, and stay where they are: the result is the same value as the input. All
 * other requirements of the schema still apply.
 *
 * @param schema a row schema, a part of one (`SessionsRow.pick(…)`), or a contract; a schema with
 *   transformations does not compile
 */
export function readRow<Row>(schema: z.ZodType<Row, Row>, input: unknown): RowRead<Row> {
  const problems: RowProblem[] = [];
  if (isUnderstood(schema, input, problems)) return { row: input };
  return { unread: { input, problems, isNewer: problems.every(({ kind }) => kind !== 'wrong') } };
}

/** Reads rows one by one, as `readRow` does: one that is not understood never hides the others. */
export function readRows<Row>(
  schema: z.ZodType<Row, Row>,
  inputs: readonly unknown[],
): RowsRead<Row> {
  const read: RowsRead<Row> = { rows: [], unread: [] };
  for (const input of inputs) {
    const { row, unread } = readRow(schema, input);
    if (unread) read.unread.push(unread);
    else read.rows.push(row);
  }
  return read;
}

/** Adds the problems of the input, if it has any. */
function isUnderstood<Row>(
  schema: z.ZodType<Row, Row>,
  input: unknown,
  problems: RowProblem[],
): input is Row {
  for (const issue of schema.safeParse(input).error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') continue;
    const { path, message } = issue;
    const found = path.reduce(at, input);
    problems.push({ kind: kindOf(issue, found), path, found, message });
  }
  return problems.length === 0;
}

function kindOf(issue: z.core.$ZodIssue, found: unknown): ProblemKind {
  switch (issue.code) {
    case 'invalid_union':
      return 'options' in issue && isLater(found, issue.options ?? []) ? 'version' : 'wrong';
    case 'invalid_value':
      return issue.values.some((value) => typeof value === typeof found) ? 'word' : 'wrong';
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
      return 'limit';
    case 'custom':
      return issue.params?.['limit'] === true ? 'limit' : 'wrong';
    default:
      return 'wrong';
  }
}

/** Whether a version may come after the known ones: numbers count up, texts have no order. */
function isLater(version: unknown, known: readonly unknown[]): boolean {
  return known.every((one) =>
    typeof one === 'number'
      ? Number.isInteger(version) && Number(version) > one
      : typeof one === typeof version,
  );
}

function at(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

// Reads rows that a newer version wrote, and changes documents without losing their new parts.
export { changeDocument } from './change-document.ts';
export { readRow, readRows } from './read-rows.ts';
export type { ProblemKind, RowProblem, RowRead, RowsRead, UnreadRow } from './read-rows.ts';

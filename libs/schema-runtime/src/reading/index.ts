// Reading rows that a newer version wrote, and changing documents without losing what is new in them.
export { changeDocument } from './change-document.ts';
export { readRow, readRows } from './read-rows.ts';
export type { ProblemKind, RowProblem, RowRead, RowsRead, UnreadRow } from './read-rows.ts';

// Everything that apps import.
export { calendarDay } from './calendar-day.ts';
export { databaseRules, type DatabaseRule } from './generated/database-rules.ts';
export type { Database, Json, Tables, TablesInsert, TablesUpdate } from './generated/database.ts';
export * from './generated/functions/index.ts';
export * from './generated/rows/index.ts';
export * from './json/index.ts';
export { changeDocument, readRow, readRows } from '@parakeet/schema-runtime/reading';
export type {
  ProblemKind,
  RowProblem,
  RowRead,
  RowsRead,
  UnreadRow,
} from '@parakeet/schema-runtime/reading';

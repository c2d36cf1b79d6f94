// The checks of rows and writes, with the schemas and Zod: 45 kB that the first screen does not
// need.
export { everyRow, logsBefore } from './everything.ts';
export { sources } from './sources.ts';
export { writeOf, writes } from './writes.ts';

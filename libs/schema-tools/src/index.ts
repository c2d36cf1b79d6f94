export { auditColumn, type Finding } from './audit/audit.ts';
export { findColumns } from './audit/columns.ts';
export {
  compileContracts,
  loadContracts,
  type ContractSources,
  isInStep,
  migrationName,
  migrationText,
  piecesOf,
  planContracts,
  type ContractsPlan,
  type Piece,
} from './contracts/index.ts';
export {
  functionsMigration,
  planFunctions,
  readFunctionFiles,
  type FunctionFile,
} from './functions/index.ts';
export { readCatalogue } from './generate/catalogue/read-catalogue.ts';
export { readTables } from './generate/catalogue/tables.ts';
export { differingVocabularies, vocabulariesOf } from './generate/vocabularies.ts';
export { planAdoption, type Adoption } from './drift/adoption.ts';
export { readObjects } from './drift/catalogue/read-objects.ts';
export { driftOf, type PlacedDrift } from './drift/drift-of.ts';
export { withExpected, type Expected } from './drift/expected.ts';
export { compareFacts } from './breaking/compare.ts';
export { effectsOf, rules, type Difference } from './breaking/rules.ts';
export { trialsIn } from './breaking/try-checks.ts';
export type { Facts } from './facts/facts.ts';
export { columnNames } from './facts/column-names.ts';
export { contractFacts } from './facts/contract-facts.ts';
export { readDatabaseFacts } from './facts/read-facts.ts';
export { lint, unacknowledged, type LintFinding } from './lint/judge.ts';
export type { Subject as LintSubject } from './lint/look.ts';
export type { Example as LintExample } from './lint/rule.ts';
export { rules as lintRules } from './lint/rules/index.ts';
export { applyMigrations } from './migrations/apply-migrations.ts';
export { findBlanks } from './migrations/blanks.ts';
export { buildDatabase } from './migrations/build-database.ts';
export { readHistory } from './local/describe.ts';
export { seed } from './local/seed.ts';
export { readLanded } from './migrations/landed.ts';
export { readAllowances, type Allowance } from './migrations/allowances.ts';
export { frameKinds, frameOf } from './migrations/frames.ts';
export { readKnownSchema } from './migrations/known-tables.ts';
export {
  readMigrationFiles,
  skippedFiles,
  type MigrationFile,
} from './migrations/migration-files.ts';
export { replay } from './migrations/replay.ts';
export { splitStatements } from './migrations/sql-statements.ts';
export { askCliTypes } from './supabase-cli/cli-types.ts';
export { parseObject, supabase } from './supabase-cli/supabase-cli.ts';
export { readTarget, withTarget, type Target } from './target/target.ts';
export { project, readProject, type Project } from './project/project.ts';
export { observe, type Observed, type Stage } from './observe/observe.ts';
export { makeRows } from './observe/make-rows.ts';
export {
  innerModes,
  lockModes,
  type LockMode,
  type RelationName,
  type StatementFacts,
} from './observe/facts.ts';

export { applyMigrations, buildDatabase } from './migrations/build-database.ts';
export { readChecksums } from './migrations/checksums.ts';
export { readMigrationFiles, type MigrationFile } from './migrations/migration-files.ts';
export { splitStatements, type SqlStatement } from './migrations/sql-statements.ts';
export {
  cliError,
  parseObject,
  remote,
  supabase,
  type CliResult,
} from './supabase-cli/supabase-cli.ts';
export { migrationsDirectory, supabaseDirectory, workspaceRoot } from './workspace.ts';

import { banner } from './banner.ts';
import type { Catalogue } from './catalogue.ts';
import { describeFunctions } from './catalogue-functions.ts';
import { withContracts, type RegisteredContracts } from './registered-contracts.ts';
import { functionSchemas } from './function-schemas.ts';
import { databaseRules } from './database-rules.ts';
import type { CommentedRule } from './errors-page.ts';
import { fixturesIndex } from './fixtures-index.ts';
import { refineDatabase } from './refine-database.ts';
import { rowSchemas } from './row-schemas.ts';

/**
 * Everything in libs/db-types/src/generated that follows from the database: the CLI's own types
 * (`supabase.ts`), the refined ones (`database.ts`), the row schemas (`rows/`) and those of the
 * functions' arguments and results (`functions/`); the comments of rules (`database-rules.ts`), and
 * the index of the contracts' fixtures.
 *
 * @param cliTypes what `supabase gen types typescript` printed, and nothing else
 * @param catalogue of the same database
 * @param contracts of its JSONB columns and of the domains of its JSON arguments
 * @param rules of the same database, with their comments
 * @returns the text of each file, not formatted, by its path in libs/db-types
 * @throws ToolError if they do not fit together, or a column's type is not known
 */
export function generatedFiles(
  cliTypes: string,
  catalogue: Catalogue,
  contracts: RegisteredContracts,
  rules: readonly CommentedRule[],
): Map<string, string> {
  const tables = withContracts(catalogue.tables, contracts.columns);
  const described = {
    tables,
    functions: describeFunctions(catalogue.functions, tables, contracts.domains),
  };
  return new Map([
    ['src/generated/supabase.ts', banner + cliTypes],
    ['src/generated/database.ts', banner + refineDatabase(cliTypes, described)],
    ['src/generated/database-rules.ts', databaseRules(rules)],
    ['src/json/fixtures/index.ts', fixturesIndex(contracts)],
    ...rowSchemas(tables),
    ...functionSchemas(described.functions),
  ]);
}

import { attachContracts } from '../attach-contracts.ts';
import type { Catalogue, CommentedRule, ContractName, RegisteredContracts } from '../model.ts';
import { databaseRules } from './database-rules.ts';
import { fixturesIndex } from './fixtures-index.ts';
import { functionSchemas } from './function-schemas.ts';
import { GeneratedFile } from './generated-file.ts';
import { refineDatabase } from './refine-database.ts';
import { rowSchemas } from './row-schemas.ts';

/**
 * Everything in the folder of generated files that follows from the database: the CLI's own types
 * (`supabase.ts`), the refined ones (`database.ts`), the row schemas (`rows/`) and those of the
 * functions' arguments and results (`functions/`); the comments of rules (`database-rules.ts`), and
 * the index of the contracts' fixtures.
 *
 * @param cliTypes what `supabase gen types typescript` printed, and nothing else
 * @param catalogue of the same database
 * @param contracts of its JSONB columns and of the domains of its JSON arguments
 * @param rules of the same database, with their comments
 * @param fixtures the folder of the contracts' fixtures, from that of generated files
 * @returns the files, not formatted
 * @throws ToolError if they do not fit together, or a column's type is not known
 */
export function generatedFiles(
  cliTypes: string,
  catalogue: Catalogue,
  contracts: RegisteredContracts<ContractName>,
  rules: readonly CommentedRule[],
  fixtures?: string,
): GeneratedFile[] {
  const described = attachContracts(catalogue, contracts);
  const supabase = new GeneratedFile('supabase.ts');
  supabase.print(cliTypes);
  return [
    supabase,
    refineDatabase(cliTypes, described),
    databaseRules(rules),
    ...(fixtures === undefined ? [] : [fixturesIndex(fixtures, contracts)]),
    ...rowSchemas(described.tables),
    ...functionSchemas(described.functions),
  ];
}

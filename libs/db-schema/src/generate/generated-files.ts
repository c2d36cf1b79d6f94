import { banner } from './banner.ts';
import type { Catalogue } from './catalogue.ts';
import { withContracts, type ContractNames } from './contract-names.ts';
import { refineDatabase } from './refine-database.ts';
import { rowSchemas } from './row-schemas.ts';

/**
 * Everything in libs/db-types/src/generated that follows from the tables: the CLI's own types
 * (`supabase.ts`), the refined ones (`database.ts`) and the row schemas (`rows/`).
 *
 * @param cliTypes what `supabase gen types typescript` printed, and nothing else
 * @param catalogue of the same database
 * @param contracts of its JSONB columns
 * @returns the text of each file, not formatted, by its path in libs/db-types
 * @throws ToolError if they do not fit together, or a column's type is not known
 */
export function generatedFiles(
  cliTypes: string,
  catalogue: Catalogue,
  contracts: ContractNames,
): Map<string, string> {
  const described = withContracts(catalogue, contracts);
  return new Map([
    ['src/generated/supabase.ts', banner + cliTypes],
    ['src/generated/database.ts', banner + refineDatabase(cliTypes, described)],
    ...rowSchemas(described),
  ]);
}

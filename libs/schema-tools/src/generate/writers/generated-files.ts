import { ToolError } from '@parakeet/command-kit';
import { attachContracts } from '../attach-contracts.ts';
import { fitToCli } from '../fit-to-cli.ts';
import type { Catalogue, CommentedRule, ContractName, RegisteredContracts } from '../model.ts';
import { CliTypes } from './cli-types.ts';
import { databaseRules } from './database-rules.ts';
import { fixturesIndex } from './fixtures-index.ts';
import { functionSchemas } from './function-schemas.ts';
import { GeneratedFile } from './generated-file.ts';
import { refineDatabase } from './refine-database.ts';
import { namesOfRows, rowSchemas, type Whole } from './row-schemas.ts';

/** What the files are written of. */
export interface Sources {
  /** What `supabase gen types typescript` printed, and nothing else. */
  readonly cliTypes: string;
  /** Of the same database. */
  readonly catalogue: Catalogue;
  /** Of its JSONB columns and of the domains of its JSON arguments. */
  readonly contracts: RegisteredContracts<ContractName>;
  /** Of the same database, with their comments. */
  readonly rules: readonly CommentedRule[];
  /** The exposed schemas; `public` if not given. */
  readonly schemas?: readonly string[];
  /** Whether each JSONB column must have a contract, and each column a type that is known. */
  readonly requireContracts?: boolean;
  /** The folder of the contracts' fixtures, from that of generated files. */
  readonly fixtures?: string;
}

/** The files, not formatted, and in words what they do not describe. */
export interface Generated {
  readonly files: readonly GeneratedFile[];
  readonly notes: readonly string[];
}

/**
 * Everything in the folder of generated files that follows from the database: the CLI's own types
 * (`supabase.ts`), the refined ones (`database.ts`), the row schemas (`rows/`) and those of the
 * functions' arguments and results (`functions/`); the comments of rules (`database-rules.ts`), and
 * the index of the contracts' fixtures.
 *
 * @throws ToolError if they do not fit together, or, where contracts are required, if something is
 *   not described
 */
export function generatedFiles(sources: Sources): Generated {
  const { cliTypes, contracts, rules, fixtures, schemas = ['public'] } = sources;
  const require = sources.requireContracts ?? false;
  const cli = new CliTypes(cliTypes);
  const described = attachContracts(sources.catalogue, contracts, { schemas, require });
  const { catalogue, notes } = fitToCli(described, cli);
  const noted = new Set(notes);
  const whole: Whole = {
    rows: namesOfRows(catalogue.tables, schemas),
    schemas,
    note: (note) => noted.add(note),
  };
  const supabase = new GeneratedFile('supabase.ts');
  supabase.print(cliTypes);
  const files = [
    supabase,
    refineDatabase(cli, catalogue),
    databaseRules(rules),
    ...(fixtures === undefined ? [] : [fixturesIndex(fixtures, contracts)]),
    ...rowSchemas(catalogue.tables, whole),
    ...functionSchemas(catalogue.functions, whole),
  ];
  if (require && noted.size > 0) {
    throw new ToolError(`the row schemas have gaps:\n${[...noted].join('\n')}`, {
      next:
        'Change it in a migration. Or set requireContracts to false: then the command only ' +
        'lists them.',
    });
  }
  return { files, notes: [...noted] };
}

import ts from 'typescript';
import { ToolError } from '@parakeet/command-kit';
import type { CatalogueColumn, DescribedCatalogue, DescribedFunction } from '../model.ts';
import { GeneratedFile } from './generated-file.ts';

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Writes the `Database` that apps use, from the one that the Supabase CLI writes: the same text,
 * but a column whose CHECK lists its values has their union in Row, Insert and Update, and a
 * JSONB column the type of its contract. So have the arguments of functions, and a function that
 * returns rows of a table returns the type of those rows.
 *
 * @param cliTypes what `supabase gen types typescript` printed, and nothing else
 * @param catalogue of the same database
 * @throws ToolError if the text is no TypeScript, or not the types of this catalogue
 */
export function refineDatabase(cliTypes: string, catalogue: DescribedCatalogue): GeneratedFile {
  const file = new GeneratedFile('database.ts');
  const schema = publicSchemaOf(parseTypes(cliTypes));
  const tables = membersOf(requireMember(schema, 'Tables', 'Database.public'));
  const replacements: Replacement[] = [];
  for (const table of catalogue.tables) {
    const members = membersOf(requireMember(tables, table.name, 'Database.public.Tables'));
    for (const shape of ['Row', 'Insert', 'Update']) {
      const path = `Database.public.Tables.${table.name}`;
      const properties = membersOf(requireMember(members, shape, path));
      for (const column of table.columns) {
        const type = requireMember(properties, column.name, `${path}.${shape}`);
        const replacement = refineColumn(file, type, column, `${path}.${shape}.${column.name}`);
        if (replacement) replacements.push(replacement);
      }
    }
  }
  replacements.push(...refineFunctions(file, schema, catalogue.functions));
  file.print(replaceRanges(cliTypes, replacements));
  return file;
}

function refineFunctions(
  file: GeneratedFile,
  schema: Members,
  described: readonly DescribedFunction[],
): Replacement[] {
  if (described.length === 0) return [];
  const functions = membersOf(requireMember(schema, 'Functions', 'Database.public'));
  return described.flatMap(({ name, args, result }) => {
    const path = `Database.public.Functions.${name}`;
    const members = membersOf(requireMember(functions, name, 'Database.public.Functions'));
    const found: Replacement[] = [];
    if (args.length > 0) {
      const types = membersOf(requireMember(members, 'Args', path));
      for (const arg of args) {
        const type = requireMember(types, arg.name, `${path}.Args`);
        const replacement = refineColumn(file, type, arg, `${path}.Args.${arg.name}`);
        if (replacement) found.push(replacement);
      }
    }
    const returns = requireMember(members, 'Returns', path);
    if (result) {
      const row = `Database['public']['Tables']['${result.table}']['Row']`;
      const text = result.isSet ? `${row}[]` : row;
      found.push({ start: returns.getStart(), end: returns.getEnd(), text });
    }
    return found;
  });
}

function parseTypes(text: string): ts.SourceFile {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  const [problem] = diagnostics;
  if (problem) {
    const line = text.slice(0, problem.start ?? 0).split('\n').length;
    throw new ToolError(
      `what supabase gen types printed is no TypeScript, line ${line}: ` +
        ts.flattenDiagnosticMessageText(problem.messageText, '\n'),
      {
        next:
          'The CLI also prints notices about the connection there, unless the address ends in ' +
          '?sslmode=disable.',
      },
    );
  }
  return ts.createSourceFile('supabase.ts', text, ts.ScriptTarget.Latest, true);
}

type Members = ReadonlyMap<string, ts.TypeNode>;

function publicSchemaOf(file: ts.SourceFile): Members {
  const alias = file.statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'Database');
  if (!alias) throw notThere('type Database');
  const schemas = membersOf(alias.type);
  return membersOf(requireMember(schemas, 'public', 'Database'));
}

/** The properties that a type literal names, with their types. */
function membersOf(type: ts.TypeNode): Members {
  const members = new Map<string, ts.TypeNode>();
  if (!ts.isTypeLiteralNode(type)) return members;
  for (const member of type.members) {
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const { name } = member;
    if (ts.isIdentifier(name) || ts.isStringLiteral(name)) members.set(name.text, member.type);
  }
  return members;
}

function requireMember(members: Members, name: string, path: string): ts.TypeNode {
  const type = members.get(name);
  if (!type) throw notThere(`${path}.${name}`);
  return type;
}

function notThere(what: string): ToolError {
  return new ToolError(`supabase gen types wrote no ${what}, which the database has`, {
    next:
      'Did both look at the same database? If so, the CLI writes its types in another way ' +
      'than libs/schema-tools/src/generate/writers/refine-database.ts reads them.',
  });
}

function refineColumn(
  file: GeneratedFile,
  type: ts.TypeNode,
  column: CatalogueColumn,
  path: string,
): Replacement | undefined {
  // `never` in Insert and Update: only Postgres writes the column
  if (type.kind === ts.SyntaxKind.NeverKeyword) return undefined;
  const parts = ts.isUnionTypeNode(type) ? [...type.types] : [type];
  const { contract, values } = column;
  if (contract) {
    // of a domain over jsonb the CLI says nothing
    const json = parts.find((part) => /^(?:Json|NonNullable<Json>|unknown)$/.test(part.getText()));
    if (!json) throw unknownType(type, path, `its contract is ${contract.name}`);
    const text = file.importType(contract.name, contract.file);
    return { start: json.getStart(), end: json.getEnd(), text };
  }
  if (!values) return undefined;
  const wanted = values.every((value) => typeof value === 'string')
    ? ts.SyntaxKind.StringKeyword
    : ts.SyntaxKind.NumberKeyword;
  const base = parts.find(({ kind }) => kind === wanted);
  if (!base) {
    const listed = values.map((value) => JSON.stringify(value)).join(', ');
    throw unknownType(type, path, `its CHECK lists ${listed}`);
  }
  return { start: base.getStart(), end: base.getEnd(), text: unionOf(values) };
}

function unknownType(type: ts.TypeNode, path: string, but: string): ToolError {
  return new ToolError(`supabase gen types gave ${path} the type ${type.getText()}, and ${but}`, {
    next: 'libs/schema-tools/src/generate/writers/refine-database.ts has to learn this type.',
  });
}

/** The union of literal types: `"squat" | "bench" | "deadlift"`. */
function unionOf(values: readonly (string | number)[]): string {
  return values.map((value) => JSON.stringify(value)).join(' | ');
}

function replaceRanges(text: string, replacements: readonly Replacement[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: replacement } of replacements.toSorted(
    (a, b) => a.start - b.start,
  )) {
    parts.push(text.slice(position, start), replacement);
    position = end;
  }
  parts.push(text.slice(position));
  return parts.join('');
}

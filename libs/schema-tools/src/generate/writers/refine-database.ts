import ts from 'typescript';
import { ToolError } from '@parakeet/command-kit';
import { matching } from '../fit-to-cli.ts';
import type { CatalogueColumn, DescribedCatalogue, DescribedFunction } from '../model.ts';
import { notThere, partsOf, type CliFunction, type CliTypes } from './cli-types.ts';
import { GeneratedFile } from './generated-file.ts';
import { typeOf, unionOf } from './column-types.ts';

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Writes the `Database` for apps from the Supabase CLI's. The text is the same, with more exact
 * types. A column whose CHECK lists its values has their union, a JSONB column has its contract's
 * type, and the CLI's `unknown` becomes the type of the row schemas. This also applies to arguments
 * of functions. A function that returns rows of a table returns that table's row type.
 *
 * @param cli the CLI's types
 * @param catalogue the same database
 * @throws ToolError if the types do not belong to this catalogue
 */
export function refineDatabase(cli: CliTypes, catalogue: DescribedCatalogue): GeneratedFile {
  const file = new GeneratedFile('database.ts');
  const replacements: Replacement[] = [];
  for (const { schema, name, columns } of catalogue.tables) {
    const found = cli.relation(schema, name);
    if (!found) throw notThere(`Database.${schema}.Tables.${name}`);
    for (const [shape, members] of [['Row', found.row] as const, ...found.changes]) {
      const path = `Database.${schema}.${found.kind}.${name}.${shape}`;
      for (const column of columns) {
        const type = members.get(column.name);
        if (!type) throw notThere(`${path}.${column.name}`);
        // an INSERT into a view may have NULL, whatever the view shows
        const nullable = column.nullable || (found.kind === 'Views' && shape !== 'Row');
        const refined = { ...column, nullable };
        replacements.push(...refineColumn(file, type, refined, `${path}.${column.name}`));
      }
    }
  }
  replacements.push(...refineFunctions(file, cli, catalogue.functions));
  file.print(replaceRanges(cli.text, replacements));
  return file;
}

function refineFunctions(
  file: GeneratedFile,
  cli: CliTypes,
  described: readonly DescribedFunction[],
): Replacement[] {
  const taken = new Set<CliFunction>();
  return described.flatMap((one) => {
    const { schema, name, args, result } = one;
    const path = `Database.${schema}.Functions.${name}`;
    const found = matching(one, cli, taken);
    if (!found) throw notThere(path);
    taken.add(found);
    const replacements = args.flatMap((arg) => {
      const type = found.args.get(arg.name);
      if (!type) throw notThere(`${path}.Args.${arg.name}`);
      return refineColumn(file, type, arg, `${path}.Args.${arg.name}`);
    });
    if (result && 'table' in result) {
      const { kind = 'Tables' } = cli.relation(result.schema, result.table) ?? {};
      const names = [result.schema, kind, result.table, 'Row'];
      const row = `Database${names.map((part) => `['${quoted(part)}']`).join('')}`;
      const text = result.isSet ? `${row}[]` : row;
      replacements.push({ start: found.returns.getStart(), end: found.returns.getEnd(), text });
    }
    return replacements;
  });
}

/** A name in single quotes. */
function quoted(name: string): string {
  return JSON.stringify(name)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", "\\'");
}

function refineColumn(
  file: GeneratedFile,
  type: ts.TypeNode,
  column: CatalogueColumn,
  path: string,
): Replacement[] {
  // `never` in Insert and Update: only Postgres writes the column
  if (type.kind === ts.SyntaxKind.NeverKeyword) return [];
  const { contract, values, nullable } = column;
  const by = (node: ts.TypeNode, text: string) => {
    const isUnknown = node.kind === ts.SyntaxKind.UnknownKeyword;
    const whole = isUnknown && nullable ? `${text} | null` : text;
    return [{ start: node.getStart(), end: node.getEnd(), text: whole }];
  };
  if (contract) {
    // the CLI has no type for a domain over jsonb
    const json = partsOf(type).find((part) =>
      /^(?:Json|NonNullable<Json>|unknown)$/.test(part.getText()),
    );
    if (!json) throw unknownType(type, path, `its contract is ${contract.name}`);
    const name = file.importType(contract.name, contract.file);
    // the stored document: clients add defaults later
    return by(json, contract.isUntyped ? `import('zod').input<typeof ${name}>` : name);
  }
  const nothing = partsOf(type).find(({ kind }) => kind === ts.SyntaxKind.UnknownKeyword);
  if (nothing) {
    const text = typeOf(column);
    return text === undefined ? [] : by(nothing, text);
  }
  if (!values) return [];
  const wanted = values.every((value) => typeof value === 'string')
    ? ts.SyntaxKind.StringKeyword
    : ts.SyntaxKind.NumberKeyword;
  const base = partsOf(type).find(({ kind }) => kind === wanted);
  if (!base) {
    const listed = values.map((value) => JSON.stringify(value)).join(', ');
    throw unknownType(type, path, `its CHECK lists ${listed}`);
  }
  return by(base, unionOf(values));
}

function unknownType(type: ts.TypeNode, path: string, but: string): ToolError {
  return new ToolError(`supabase gen types gave ${path} the type ${type.getText()}, and ${but}`, {
    next: 'The command does not know this type of the Supabase CLI: report it.',
  });
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

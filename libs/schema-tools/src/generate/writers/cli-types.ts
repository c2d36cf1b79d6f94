import ts from 'typescript';
import { ToolError } from '@parakeet/command-kit';

/** The properties of a type literal, with their types. */
export type Members = ReadonlyMap<string, ts.TypeNode>;

/** The Supabase CLI's types of a table or a view. */
export interface CliRelation {
  readonly kind: 'Tables' | 'Views';
  readonly row: Members;
  /** The types for INSERT and UPDATE; not set for a view that accepts none. */
  readonly changes: ReadonlyMap<'Insert' | 'Update', Members>;
}

/** The Supabase CLI's types of a function, or of one overload. */
export interface CliFunction {
  readonly args: Members;
  readonly returns: ts.TypeNode;
  /** Whether the Data API cannot call it: then the type of its result is an error. */
  readonly isError: boolean;
}

/** The parsed `Database` of the Supabase CLI. */
export class CliTypes {
  readonly text: string;
  readonly #schemas: Members;
  /** Functions by their type, so each look-up returns the same object. */
  readonly #functions = new Map<ts.TypeNode, readonly CliFunction[]>();

  /**
   * @param text the output of `supabase gen types typescript`
   * @throws ToolError if the text is not TypeScript, or has no `Database`
   */
  constructor(text: string) {
    this.text = text;
    const alias = parseTypes(text)
      .statements.filter(ts.isTypeAliasDeclaration)
      .find(({ name }) => name.text === 'Database');
    if (!alias) throw notThere('type Database');
    this.#schemas = membersOf(alias.type);
  }

  relation(schema: string, name: string): CliRelation | undefined {
    for (const kind of ['Tables', 'Views'] as const) {
      const found = this.#membersOf(schema, kind).get(name);
      if (!found) continue;
      const members = membersOf(found);
      const changes = new Map<'Insert' | 'Update', Members>();
      for (const change of ['Insert', 'Update'] as const) {
        const type = members.get(change);
        if (type) changes.set(change, membersOf(type));
      }
      const row = members.get('Row');
      return { kind, row: row ? membersOf(row) : new Map(), changes };
    }
    return undefined;
  }

  /** The functions of a name: several if it is overloaded. */
  functions(schema: string, name: string): readonly CliFunction[] {
    const found = this.#membersOf(schema, 'Functions').get(name);
    if (!found) return [];
    const functions = this.#functions.get(found) ?? partsOf(found).flatMap(functionOf);
    this.#functions.set(found, functions);
    return functions;
  }

  #membersOf(schema: string, kind: 'Tables' | 'Views' | 'Functions'): Members {
    const found = this.#schemas.get(schema);
    const members = found && membersOf(found).get(kind);
    return members ? membersOf(members) : new Map<string, ts.TypeNode>();
  }
}

function functionOf(type: ts.TypeNode): CliFunction[] {
  const members = membersOf(type);
  const [args, returns] = [members.get('Args'), members.get('Returns')];
  if (!args || !returns) return [];
  const isError = partsOf(returns).some(ts.isIntersectionTypeNode);
  return [{ args: membersOf(args), returns, isError }];
}

/** Whether a type accepts NULL: one of its parts is null, or it is `unknown`. */
export function takesNull(type: ts.TypeNode): boolean {
  return partsOf(type).some(
    (part) => part.kind === ts.SyntaxKind.UnknownKeyword || part.getText() === 'null',
  );
}

/** The types of a union; for any other type, itself. */
export function partsOf(type: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isUnionTypeNode(type) ? type.types : [type];
}

const read = new WeakMap<ts.TypeNode, Members>();

/** The properties that a type literal names, with their types. */
function membersOf(type: ts.TypeNode): Members {
  const known = read.get(type);
  if (known) return known;
  const members = new Map<string, ts.TypeNode>();
  read.set(type, members);
  if (!ts.isTypeLiteralNode(type)) return members;
  for (const member of type.members) {
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const { name } = member;
    if (ts.isIdentifier(name) || ts.isStringLiteral(name)) members.set(name.text, member.type);
  }
  return members;
}

function parseTypes(text: string): ts.SourceFile {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  const [problem] = diagnostics;
  if (problem) {
    const line = text.slice(0, problem.start ?? 0).split('\n').length;
    throw new ToolError(
      `supabase gen types did not print TypeScript, line ${line}: ` +
        ts.flattenDiagnosticMessageText(problem.messageText, '\n'),
      {
        next:
          'The CLI also prints notices about the connection, unless the address ends in ' +
          '?sslmode=disable.',
      },
    );
  }
  return ts.createSourceFile('supabase.ts', text, ts.ScriptTarget.Latest, true);
}

export function notThere(what: string): ToolError {
  return new ToolError(`supabase gen types wrote no ${what}, which the database has`, {
    next:
      'Did both look at the same database? If so, this version of the Supabase CLI writes ' +
      'types in a way that the command does not read: report it.',
  });
}

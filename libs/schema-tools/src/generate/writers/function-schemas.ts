import type { CatalogueColumn, DescribedFunction } from '../model.ts';
import { Names } from '../names.ts';
import { columnSchema, noSuch } from './column-schemas.ts';
import { GeneratedFile } from './generated-file.ts';
import { registryFile } from './registry-file.ts';
import { rowsFile, type Whole } from './row-schemas.ts';
import { key, quote } from './source-text.ts';

/**
 * Writes Zod schemas for the arguments and the result of each function.
 *
 * For `start_program` the file `functions/start-program.ts` has `StartProgramArgs` and, because it
 * returns something, `StartProgramResult`. Each is a schema and a type of the same name.
 * `functions/index.ts` exports all of them, and the registry `functionSchemas`, keyed by function:
 * `{ start_program: { args, result } }`. Functions with the same name share schemas, which accept
 * the arguments of each of them.
 */
export function functionSchemas(
  functions: readonly DescribedFunction[],
  whole: Whole,
): GeneratedFile[] {
  const names = new Names(functions, whole.schemas[0]);
  const overloads = new Map<string, Overloads>();
  for (const one of functions) {
    const { type, file } = names.of(one);
    const { first = one, all = [] } = overloads.get(type) ?? {};
    overloads.set(type, { type, file: `functions/${file}.ts`, first, all: [...all, one] });
  }
  const index = registryFile(
    'functions/index.ts',
    'functionSchemas',
    'The schemas of each function: `functionSchemas.<function>.args`.',
    Array.from(overloads.values(), (one) => ({
      schema: one.first.schema,
      name: one.first.name,
      file: one.file,
      schemas: {
        args: `${one.type}Args`,
        ...(hasResult(one) && { result: `${one.type}Result` }),
      },
    })),
    whole.schemas,
  );
  return [...Array.from(overloads.values(), (one) => writeFunctions(one, whole)), index];
}

/** The functions of one name. */
interface Overloads {
  readonly type: string;
  readonly file: string;
  readonly first: DescribedFunction;
  readonly all: readonly DescribedFunction[];
}

/** With several functions, each must have one; otherwise the result may be anything. */
function hasResult({ all }: Overloads): boolean {
  return all.every(({ result }) => result !== undefined);
}

function writeFunctions(overloads: Overloads, whole: Whole): GeneratedFile {
  const { type, first, all } = overloads;
  const { schema, name } = first;
  const file = new GeneratedFile(overloads.file);
  file.declare(`${type}Args`, `${type}Result`);
  const z = file.importAll('z', 'zod');
  const database = file.importType('Database', 'database.ts');
  const types = `${database}[${quote(schema)}]['Functions'][${quote(name)}]`;
  const comments = all.map(({ comment }) => comment);
  file.print();
  file.comment(...comments, `The arguments of \`${name}\`. One that it does not have is an error.`);
  const union = (codes: readonly string[]) =>
    codes.length === 1 ? (codes[0] ?? '') : `${z}.union([${codes.join(', ')}])`;
  const args = all.map((one) => argumentsSchema(file, z, one, whole));
  file.print(`export const ${type}Args = ${union(args)};`);
  file.print(`export type ${type}Args = ${types}['Args'];`);
  if (!hasResult(overloads)) return file;
  const results = all.map((one) => resultSchema(file, z, one, whole));
  const isRows = all.every(({ result }) => result && 'table' in result);
  file.print();
  file.comment(`What \`${name}\` returns: ${results.map(({ what }) => what).join(', or ')}.`);
  file.print(`export const ${type}Result = ${union(results.map(({ code }) => code))};`);
  file.print(
    `export type ${type}Result = ${isRows ? `${types}['Returns']` : `${z}.output<typeof ${type}Result>`};`,
  );
  return file;
}

function argumentsSchema(
  file: GeneratedFile,
  z: string,
  { schema, name, args }: DescribedFunction,
  whole: Whole,
): string {
  const entries = args.map((arg) => {
    const code = columnSchema(file, arg, (sql) =>
      whole.note(`unknown: the argument ${arg.name} of ${schema}.${name} is ${sql}`),
    );
    return `${key(arg.name)}: ${code}${arg.hasDefault ? '.exactOptional()' : ''},\n`;
  });
  return `${z}.strictObject({\n${entries.join('')}}, ${noSuch(file)}('argument', ${quote(name)}))`;
}

/** The schema of a function's result, and a description of it. */
function resultSchema(
  file: GeneratedFile,
  z: string,
  { schema, name, result }: DescribedFunction,
  whole: Whole,
): { readonly what: string; readonly code: string } {
  if (!result) return { what: 'nothing', code: `${z}.unknown()` };
  const { isSet } = result;
  const listed = (code: string) => (isSet ? `${z}.array(${code})` : code);
  if ('table' in result) {
    const table = { schema: result.schema, name: result.table };
    const row = file.import(`${whole.rows.of(table).type}Row`, rowsFile(table, whole));
    return { what: `${isSet ? 'rows' : 'a row'} of \`${result.table}\``, code: listed(row) };
  }
  const codeOf = (column: CatalogueColumn) => {
    const code = columnSchema(file, column, (sql) =>
      whole.note(`unknown: what ${schema}.${name} returns is ${sql}`),
    );
    return `${code}${column.nullable ? '.nullable()' : ''}`;
  };
  if ('value' in result) {
    return { what: isSet ? 'values' : 'a value', code: listed(codeOf(result.value)) };
  }
  const entries = result.columns.map((column) => `${key(column.name)}: ${codeOf(column)}`);
  return { what: isSet ? 'rows' : 'a row', code: listed(`${z}.object({ ${entries.join(', ')} })`) };
}

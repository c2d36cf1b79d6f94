import type { DescribedFunction } from '../model.ts';
import { columnSchema, noSuch } from './column-schemas.ts';
import { GeneratedFile } from './generated-file.ts';
import { registryFile } from './registry-file.ts';
import { rowName, rowsFile } from './row-schemas.ts';
import { fileName, key, pascalCase } from './source-text.ts';

/**
 * Writes Zod schemas of what each function takes and returns.
 *
 * For `start_program` that is `functions/start-program.ts` with `StartProgramArgs` and,
 * since it returns a row, `StartProgramResult`, each a schema and a type of the same name.
 * `functions/index.ts` exports all of them, and the registry `functionSchemas`, keyed by
 * function: `{ start_program: { args, result } }`.
 *
 * @throws ToolError if an argument's type is not known, or a function's name makes no file or type
 */
export function functionSchemas(functions: readonly DescribedFunction[]): GeneratedFile[] {
  const index = registryFile(
    'functions/index.ts',
    'functionSchemas',
    'The schemas of each function: `functionSchemas.start_program.args`.',
    functions.map(({ name, result }) => ({
      name,
      file: functionFile(name),
      schemas: {
        args: `${pascalCase(name)}Args`,
        ...(result && { result: `${pascalCase(name)}Result` }),
      },
    })),
  );
  return [...functions.map(writeFunction), index];
}

function functionFile(name: string): string {
  return `functions/${fileName('function', name)}.ts`;
}

function writeFunction({ name, comment, args, result }: DescribedFunction): GeneratedFile {
  const file = new GeneratedFile(functionFile(name));
  const z = file.importAll('z', 'zod');
  const type = pascalCase(name);
  const database = file.importType('Database', 'database.ts');
  const types = `${database}['public']['Functions']['${name}']`;
  file.print();
  file.comment(comment, `The arguments of \`${name}\`. One that it does not have is an error.`);
  file.print(`export const ${type}Args = ${z}.strictObject({`);
  for (const arg of args) {
    const schema = columnSchema(file, name, arg);
    file.print(`${key(arg.name)}: ${schema}${arg.hasDefault ? '.exactOptional()' : ''},`);
  }
  file.print(`}, ${noSuch(file)}('argument', '${name}'));`);
  file.print(`export type ${type}Args = ${types}['Args'];`);
  if (result) {
    const row = file.import(rowName(result.table), rowsFile(result.table));
    const what = result.isSet ? 'rows' : 'a row';
    file.print();
    file.comment(`What \`${name}\` returns: ${what} of \`${result.table}\`.`);
    file.print(`export const ${type}Result = ${result.isSet ? `${z}.array(${row})` : row};`);
    file.print(`export type ${type}Result = ${types}['Returns'];`);
  }
  return file;
}

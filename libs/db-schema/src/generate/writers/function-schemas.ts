import { banner } from './banner.ts';
import type { DescribedFunction } from '../model.ts';
import { columnSchema, noSuchArgument, type Block } from './column-schemas.ts';
import { docComment, fileName, importsOf, key, pascalCase } from './source-text.ts';

/**
 * Writes Zod schemas of what each function takes and returns.
 *
 * For `start_program` that is `src/generated/functions/start-program.ts` with `StartProgramArgs`
 * and, since it returns a row, `StartProgramResult`, each a schema and a type of the same name.
 * `src/generated/functions/index.ts` exports all of them, and the registry `functionSchemas`,
 * keyed by function: `{ start_program: { args, result } }`.
 *
 * @returns the text of each file, not formatted, by its path in libs/db-types
 * @throws ToolError if an argument's type is not known, or a function's name makes no file or type
 */
export function functionSchemas(functions: readonly DescribedFunction[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const one of functions) {
    files.set(`src/generated/functions/${fileName('function', one.name)}.ts`, functionFile(one));
  }
  files.set('src/generated/functions/index.ts', indexFile(functions));
  return files;
}

function functionFile({ name, comment, args, result }: DescribedFunction): string {
  const blocks = new Map<string, Block>([[noSuchArgument.name, noSuchArgument]]);
  const properties = args.map((arg) => {
    const { code, block } = columnSchema(name, arg);
    blocks.set(block.name, block);
    return `${key(arg.name)}: ${code}${arg.hasDefault ? '.exactOptional()' : ''},`;
  });
  const type = pascalCase(name);
  const path = `Database['public']['Functions']['${name}']`;
  const returned = result ? resultOf(name, result) : { imports: '', code: '' };
  return `${banner}import * as z from 'zod';
${importsOf(blocks)}import type { Database } from '../database.ts';
${returned.imports}
${docComment(
  comment,
  `The arguments of \`${name}\`. One that it does not have is an error.`,
)}export const ${type}Args = z.strictObject(
  {
${properties.join('\n')}
  },
  noSuchArgument('${name}'),
);
export type ${type}Args = ${path}['Args'];
${returned.code}`;
}

function resultOf(name: string, { table, isSet }: NonNullable<DescribedFunction['result']>) {
  const row = `${pascalCase(table)}Row`;
  const type = `${pascalCase(name)}Result`;
  const what = isSet ? 'rows' : 'a row';
  return {
    imports: `import { ${row} } from '../rows/${fileName('table', table)}.ts';\n`,
    code: `
${docComment(`What \`${name}\` returns: ${what} of \`${table}\`.`)}export const ${type} = ${isSet ? `z.array(${row})` : row};
export type ${type} = Database['public']['Functions']['${name}']['Returns'];
`,
  };
}

function indexFile(functions: readonly DescribedFunction[]): string {
  const names = ({ name, result }: DescribedFunction) => {
    const type = pascalCase(name);
    return [`${type}Args`, ...(result ? [`${type}Result`] : [])];
  };
  const imports = functions.map(
    (one) => `import { ${names(one).join(', ')} } from './${fileName('function', one.name)}.ts';\n`,
  );
  const exports = functions.map((one) => `export { ${names(one).join(', ')} };\n`);
  const entries = functions.map((one) => {
    const [args, result] = names(one);
    return `${one.name}: { args: ${args}${result === undefined ? '' : `, result: ${result}`} },\n`;
  });
  return `${banner}${imports.join('')}
${exports.join('')}
/** The schemas of each function: \`functionSchemas.start_program.args\`. */
export const functionSchemas = {
${entries.join('')}};
`;
}

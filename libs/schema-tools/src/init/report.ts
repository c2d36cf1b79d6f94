import { commandLine, count, table } from '@parakeet/command-kit';
import type { ProjectConfig } from '../project/config.ts';
import { pathFrom } from './find-folder.ts';
import type { Found } from './look.ts';

/** The values of the config, without defaults. */
export function configFor(found: Found): ProjectConfig {
  return found.importEnding === '.js' ? {} : { importEnding: found.importEnding };
}

/** The text of a config: `schema-tools.config.ts`, or `.mjs` without TypeScript. */
export function configText(config: ProjectConfig): string {
  const lines = Object.entries(config).map(([key, value]) => `  ${key}: '${String(value)}',\n`);
  return (
    "import { defineConfig } from '@parakeet/schema-tools/config';\n\n" +
    `export default defineConfig({${lines.length > 0 ? `\n${lines.join('')}` : ''}});\n`
  );
}

/** The findings, a line each. */
export function describe(found: Found): string {
  const { migrations, jsonColumns, extensions, schemas, seeds } = found;
  return table([
    ['folder', `${pathFrom(process.cwd(), found.root)}/supabase`.replace('./', '')],
    ['migrations', count(migrations.length, 'file')],
    ['schemas', `${schemas.join(', ')} (exposed by ${source(found)})`],
    ['seed', seeds.found.length === 0 ? 'none' : seeds.found.join(', ')],
    ['JSONB columns', jsonColumns.length === 0 ? 'none' : jsonColumns.join(', ')],
    ['extensions', extensions.length === 0 ? 'none' : extensions.join(', ')],
    ['TypeScript', typescriptOf(found)],
    ['Nx', found.nx === undefined ? 'none' : pathFrom(process.cwd(), found.nx)],
  ]);
}

const source = ({ hasConfigToml }: Found) =>
  hasConfigToml ? 'config.toml' : 'default: there is no config.toml';

function typescriptOf({ tsconfig, importEnding }: Found): string {
  if (tsconfig === undefined) return 'none';
  const how = importEnding === '' ? 'imports without an ending' : `imports end in ${importEnding}`;
  return `${pathFrom(process.cwd(), tsconfig)}: ${how}`;
}

/** The problems, each with the next step. */
export function obstacles(found: Found): string[] {
  const { unknownExtensions, packages, schemas } = found;
  const others = found.tableSchemas.filter((name) => !schemas.includes(name));
  const missing = ['zod', '@parakeet/schema-runtime'].filter((name) => !packages.has(name));
  return [
    ...found.unreadable.map((what) => `Postgres does not read ${what}`),
    ...found.passedOver.map(
      (file) => `${file} is not named like a migration: <timestamp>_<name>.sql`,
    ),
    ...found.repeated.map(
      (version) => `Several migrations have the version ${version}: give each one of its own`,
    ),
    ...(others.length === 0
      ? []
      : [
          `Tables in ${others.join(', ')} get no types: the Data API does not expose them. If they should,\n` +
            `  schemas: [${[...schemas, ...others].map((name) => `'${name}'`).join(', ')}] in the config`,
        ]),
    ...unknownExtensions.map(
      (name) =>
        `The embedded Postgres has no extension ${name}. With Docker: --engine=container, or\n` +
        "  engine: 'container' in the config. A build for it: PARAKEET_POSTGRES_EXTENSIONS",
    ),
    ...found.seeds.missing.map((pattern) => `No seed file matches ${pattern} of config.toml.`),
    ...(missing.length === 0
      ? []
      : [
          `Generated files import ${missing.join(' and ')}, which package.json does not name:\n` +
            `  npm install ${missing.join(' ')}`,
        ]),
  ];
}

/** The next commands. */
export function nextSteps({ root, nx, migrations, jsonColumns }: Found): string {
  const folder = pathFrom(process.cwd(), root);
  const steps: (readonly [string, string])[] = [
    migrations.length === 0
      ? [`${commandLine('new')} --name=…`, 'starts the first migration']
      : [commandLine('reset'), 'builds a local database of the migrations'],
    [commandLine('generate'), 'writes types and row schemas'],
  ];
  if (jsonColumns.length > 0) {
    steps.push([commandLine('contracts'), 'once `contracts` in the config names their module']);
  }
  if (nx !== undefined) {
    const file = pathFrom(process.cwd(), nx);
    steps.push([file, 'add "@parakeet/schema-tools/nx" to `plugins`, and each is a target']);
  }
  const first = folder === '.' ? '' : `  in ${folder}:\n`;
  return first + table(steps);
}

import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { defineConfig } from 'tsup';
import { executorsOf, manifestOf, projects } from './package/manifest.ts';

const libs = join(import.meta.dirname, '..');
const output = join(import.meta.dirname, 'dist');
const code = join(output, 'lib');

/** Files of the projects whose sources are in the package. */
const filesOf = (pattern: string) =>
  projects.flatMap((project) => globSync(`${project}/src/${pattern}`, { cwd: libs }));

/** The place of a source, from the folder of the built code. */
const placeOf = (file: string) => file.replace('/src/', '/').replace(/\.ts$/, '');

const sources = filesOf('**/*.ts').filter((file) => !file.endsWith('.test.ts'));
const commands = filesOf('commands/*.ts').map((file) => [
  `commands/${basename(file, '.ts')}`,
  join(libs, file),
]);
/** What a source starts as a process of its own, or reads, by a place beside it. */
const beside = /(?<=new URL\('[\w./-]+)\.ts(?=', import\.meta\.url\))/g;
const processes = sources.flatMap((source) => {
  const text = readFileSync(join(libs, source), 'utf8');
  return Array.from(
    text.matchAll(/new URL\('([\w./-]+\.ts)', import\.meta\.url\)/g),
    ([, file = '']) => {
      const path = join(dirname(source), file);
      return [placeOf(path), join(libs, path)];
    },
  );
});

export default defineConfig({
  entry: {
    program: 'src/program.ts',
    config: 'src/project/config.ts',
    ...Object.fromEntries([...commands, ...processes]),
  },
  outDir: code,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  splitting: true,
  clean: [output],
  dts: { entry: { config: 'src/project/config.ts' } },
  skipNodeModulesBundle: true,
  noExternal: projects.map((project) => `@parakeet/${project}`),
  esbuildPlugins: [
    {
      // Code moves into files that many sources share, or into that of a command. What a source
      // finds beside itself, such as its SQL, keeps its place, and is looked for from there.
      name: 'beside',
      setup: (build) => {
        build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path }) => {
          const text = readFileSync(path, 'utf8');
          if (!text.includes('import.meta.url')) return undefined;
          const place = `./${placeOf(relative(libs, path))}.js`;
          const root = String.raw`import.meta.url.replace(/(.*\/lib\/).*/, '$1')`;
          const url = `new URL(${JSON.stringify(place)}, ${root}).href`;
          return {
            loader: 'ts',
            contents: text
              .replaceAll(beside, '.js')
              .replaceAll('import.meta.url', () =>
                path.endsWith('program.ts') ? 'import.meta.url' : url,
              ),
          };
        });
      },
    },
  ],
  onSuccess: async () => {
    for (const file of filesOf('**/*.*').filter((one) => !/\.(json|[cm]?ts|cjs)$/.test(one))) {
      cpSync(join(libs, file), join(code, placeOf(file)));
    }
    for (const file of filesOf('commands/*.schema.json')) {
      cpSync(join(libs, file), join(code, 'commands', basename(file)));
    }
    for (const file of filesOf('*.cjs')) cpSync(join(libs, file), join(code, basename(file)));
    // not beside it, where declarations that tsup did not write are removed
    cpSync(join(import.meta.dirname, 'src/nx.d.cts'), join(output, 'nx.d.cts'));
    cpSync(join(libs, '../LICENSE'), join(output, 'LICENSE'));
    cpSync(join(import.meta.dirname, 'README.md'), join(output, 'README.md'));
    // messages name them
    for (const page of ['contracts.md', 'hosted-differences.md']) {
      cpSync(join(libs, '../docs', page), join(output, 'docs', page));
    }
    const write = (file: string, value: unknown) =>
      writeFileSync(join(output, file), `${JSON.stringify(value, undefined, 2)}\n`);
    write('package.json', manifestOf(libs));
    write(
      'executors.json',
      executorsOf(commands.map(([, source = '']) => basename(source, '.ts'))),
    );
  },
});

import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';

export const packageDirectory = fileURLToPath(new URL('..', import.meta.url));

/** A bundle as an app would ship it. */
export interface Bundle {
  readonly code: string;
  /** The files that something of is in it, by path from the package's folder, with their bytes. */
  readonly files: Readonly<Record<string, number>>;
}

/**
 * Bundles a module in the package's folder for a browser. An import of a Node built-in is an error.
 *
 * @param text the module; imports of `@parakeet/db-types` are of the package as it was built,
 *   unless `conditions` say otherwise
 */
export async function bundle(text: string, options: BuildOptions = {}): Promise<Bundle> {
  const result = await build({
    stdin: { contents: text, resolveDir: packageDirectory, loader: 'ts' },
    absWorkingDir: packageDirectory,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2020',
    logLevel: 'error',
    ...options,
    write: false,
    metafile: true,
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error('esbuild wrote nothing');
  return { code: output.text, files: filesOf(result.metafile) };
}

/**
 * The contracts and their fixtures as one script, which leaves a function `proof.verdicts` in
 * the global scope of whatever runs it.
 *
 * @param conditions of the package's exports: `parakeet-source` bundles what is not built yet
 */
export async function bundleVerdicts(conditions: readonly string[] = []): Promise<string> {
  const { code } = await bundle("export * from './package-tests/verdicts.ts';", {
    format: 'iife',
    globalName: 'proof',
    conditions: [...conditions],
  });
  return code;
}

function filesOf(metafile: Metafile): Record<string, number> {
  const [output] = Object.values(metafile.outputs);
  return Object.fromEntries(
    Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [[path, bytesInOutput]] : [],
    ),
  );
}

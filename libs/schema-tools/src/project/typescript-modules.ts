import { createRequire, registerHooks, type ResolveFnOutput } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type ts from 'typescript';

/** A TypeScript file outside installed packages. */
const isOwn = (url: string | undefined) =>
  url !== undefined && /^file:(?!.*\/node_modules\/).*\.ts$/.test(url);

let isReady = false;

/**
 * Makes Node import a project's TypeScript as the project's own tools do. It is ESM, whatever
 * `type` in package.json says. Imports that Node cannot resolve follow the nearest tsconfig.json:
 * without an ending, `./file.js` for `file.ts`, and `paths`. All modules are in Node's one graph,
 * so the contracts and the tools share the same Zod.
 */
export function readTypeScriptModules(): void {
  if (isReady) return;
  isReady = true;
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (cause) {
        const found = isOwn(context.parentURL) ? find(specifier, context.parentURL) : undefined;
        if (found === undefined) throw cause;
        return found;
      }
    },
    load: (url, context, next) =>
      next(url, isOwn(url) ? { ...context, format: 'module-typescript' } : context),
  });
}

function find(specifier: string, parent = ''): ResolveFnOutput | undefined {
  const from = fileURLToPath(parent);
  const { resolveModuleName, sys } = compiler();
  const { resolvedModule } = resolveModuleName(specifier, from, optionsFor(dirname(from)), sys);
  const file = resolvedModule?.resolvedFileName;
  if (file === undefined || /\.d\.[mc]?ts$/.test(file)) return undefined;
  return { url: pathToFileURL(file).href, shortCircuit: true };
}

/** The parsed configs, by their file. */
const known = new Map<string, ts.CompilerOptions | undefined>();

/** How a folder's TypeScript is resolved, according to its nearest tsconfig.json. */
export function compilerOptionsOf(
  folder: string,
  name = 'tsconfig.json',
): ts.CompilerOptions | undefined {
  const { findConfigFile, getParsedCommandLineOfConfigFile, sys } = compiler();
  const file = findConfigFile(folder, (path) => sys.fileExists(path), name);
  if (file === undefined) return undefined;
  if (!known.has(file)) {
    const host = {
      ...sys,
      // the project's files are not needed, and may be many
      readDirectory: () => [],
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    };
    known.set(file, getParsedCommandLineOfConfigFile(file, undefined, host)?.options);
  }
  return known.get(file);
}

/** The options for a folder; without a tsconfig.json, those of a bundler. */
function optionsFor(folder: string): ts.CompilerOptions {
  const { ModuleKind, ModuleResolutionKind } = compiler();
  const usual = { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler };
  return compilerOptionsOf(folder) ?? usual;
}

let loaded: typeof ts | undefined;

/** Loaded on demand, because it takes a quarter of a second. */
export function compiler(): typeof ts {
  loaded ??= createRequire(import.meta.url)('typescript') as typeof ts;
  return loaded;
}

/** Why a module did not load, with file and line if Node reports them. */
export function whyNotLoaded(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { message, stack = '' } = cause;
  // for TypeScript that does not parse, the place is before the message; for an error, in a frame
  const place =
    /^(?:file:\/\/)?(\/.*:\d+)\n/.exec(stack)?.[1] ??
    /[\s(](?:file:\/\/)?((?!.*\/node_modules\/)\/.*?:\d+):\d+\)?$/m.exec(stack)?.[1];
  const prefix = place === undefined || message.includes(place) ? '' : `${decodeURI(place)}: `;
  return `${prefix}${message}`;
}

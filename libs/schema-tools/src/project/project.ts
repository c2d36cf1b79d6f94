import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { configNames, ToolError, workspaceRoot } from '@parakeet/command-kit';
import * as z from 'zod';
import { rules as breakingRules } from '../breaking/rules.ts';
import type { BreakingConfig, DocsConfig, LintConfig, ProjectConfig } from './config.ts';
import { adviceForKeys, describeIssues } from './config-failure.ts';
import { readTypeScriptModules, whyNotLoaded } from './typescript-modules.ts';

/** The project of the commands: its config, with absolute paths. */
export interface Project extends Pick<ProjectConfig, 'schemas' | 'engine'> {
  /** The folder with its config. */
  readonly root: string;
  readonly supabase: string;
  /** The folder with the supabase folder. */
  readonly workdir: string;
  readonly migrations: string;
  /**
   * The folder with a file for each function. It is not `functions`, where the Supabase CLI has
   * edge functions.
   */
  readonly routines: string;
  readonly seed: string;
  readonly types: string;
  readonly importEnding: string;
  readonly contracts?: string;
  readonly requireContracts: boolean;
  readonly fixtures?: string;
  readonly errorsPage?: string;
  readonly allowances: Readonly<Record<string, readonly string[]>>;
  readonly breaking: BreakingConfig;
  readonly docs: DocsConfig;
  readonly lint: LintConfig;
  readonly targets: Readonly<Record<string, { readonly env: string }>>;
}

const path = z.string().min(1);
const level = z.enum(['error', 'warning', 'note', 'off']);
const commands = z.array(z.enum(['select', 'insert', 'update', 'delete'])).optional();
const configSchema = z.strictObject({
  supabase: path
    .refine((given) => basename(given) === 'supabase', {
      error: 'the Supabase CLI only accepts a folder named supabase',
    })
    .optional(),
  schemas: z.array(z.string().min(1)).min(1).optional(),
  types: path.optional(),
  importEnding: z.enum(['.ts', '.js', '']).optional(),
  contracts: path.optional(),
  requireContracts: z.boolean().optional(),
  fixtures: path.optional(),
  errorsPage: path.optional(),
  allowances: z.record(z.string().regex(/^\d+$/), z.array(z.string())).optional(),
  breaking: z
    .strictObject({
      rules: z
        .record(
          z.string().refine((id) => id in breakingRules),
          level,
          {
            error: ({ code }) =>
              code === 'invalid_key' ? 'no rule of breaking has this id' : undefined,
          },
        )
        .optional(),
    })
    .optional(),
  lint: z
    .strictObject({
      rules: z.record(z.string(), level).optional(),
      access: z
        .record(z.string(), z.strictObject({ anon: commands, authenticated: commands }))
        .optional(),
    })
    .optional(),
  docs: z
    .strictObject({ chapters: z.record(z.string().min(1), z.array(path)).optional() })
    .optional(),
  engine: z.enum(['embedded', 'container', 'url']).optional(),
  targets: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'a target has a name such as production' }),
      z.strictObject({
        env: z.string().regex(/^[A-Za-z_]\w*$/, {
          error: 'the name of an environment variable, not an address: it would be in git',
        }),
      }),
    )
    .optional(),
});

let current: Project | undefined;

/**
 * The project of this process. It reads the config at the first call.
 *
 * @throws ToolError if the config does not load, or has an unknown key or value
 */
export function project(): Project {
  current ??= readProject(workspaceRoot);
  return current;
}

/**
 * Reads the config of a project. Without a config, it has the defaults of a Supabase project.
 *
 * @param root the folder with the config
 * @throws ToolError as `project` does
 */
export function readProject(root: string): Project {
  const config = readConfigFile(root);
  const at = (given: string) => resolve(root, given);
  const supabase = at(config.supabase ?? 'supabase');
  return {
    root,
    supabase,
    workdir: dirname(supabase),
    migrations: join(supabase, 'migrations'),
    routines: join(supabase, 'routines'),
    seed: join(supabase, 'seed.sql'),
    types: at(config.types ?? 'src/database'),
    importEnding: config.importEnding ?? '.js',
    requireContracts: config.requireContracts ?? false,
    allowances: config.allowances ?? {},
    breaking: config.breaking ?? {},
    docs: config.docs ?? {},
    lint: config.lint ?? {},
    targets: config.targets ?? {},
    ...(config.schemas && { schemas: config.schemas }),
    ...(config.engine && { engine: config.engine }),
    ...(config.contracts === undefined ? {} : { contracts: at(config.contracts) }),
    ...(config.fixtures === undefined ? {} : { fixtures: at(config.fixtures) }),
    ...(config.errorsPage === undefined ? {} : { errorsPage: at(config.errorsPage) }),
  };
}

function readConfigFile(root: string): z.output<typeof configSchema> {
  const name = configNames.find((one) => existsSync(join(root, one)));
  if (name === undefined) return {};
  const file = join(root, name);
  let found: unknown;
  readTypeScriptModules();
  try {
    found = createRequire(import.meta.url)(file);
  } catch (cause) {
    throw new ToolError(`${name} does not load: ${whyNotLoaded(cause)}`, {
      next: `Fix ${file} first.`,
      exitCode: 2,
      cause,
    });
  }
  const config =
    typeof found === 'object' && found !== null && 'default' in found ? found.default : undefined;
  const parsed = configSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  throw new ToolError(`${name} is not understood:\n${describeIssues(config, issues)}`, {
    next:
      adviceForKeys(issues, Object.keys(configSchema.shape)) ??
      `Fix ${file}. It must contain: export default defineConfig({ … })`,
    exitCode: 2,
  });
}

/** A path as a user in the project would write it. */
export function shortPath(file: string): string {
  return relative(project().root, file).split(sep).join('/');
}

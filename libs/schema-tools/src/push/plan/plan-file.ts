import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ToolError, UsageError } from '@parakeet/command-kit';
import type { MigrationFile } from '../../migrations/migration-files.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Plan, PlannedFile } from './plan.ts';

/** A saved plan, with the state that it was made for. */
export interface WrittenPlan {
  readonly format: 1;
  readonly plan: Plan;
  /** A digest of the target's schema when the plan was made. */
  readonly schema: string;
}

/** Objects that Supabase's services create themselves, such as a partition for each day. */
const ofServices = /\b(auth|storage|realtime|vault|graphql|cron|net|pgmq|supabase_functions)\./;

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A digest of a schema: it changes with every change of an object. */
export function schemaDigest(catalogue: Catalogue): string {
  const objects = Array.from(catalogue, ([address, { writtenBy, name }]) => ({
    text: `${address} ${writtenBy} ${name}`,
    name,
  }));
  return digestOf(
    objects
      .filter(({ name }) => !ofServices.test(name))
      .map(({ text }) => text)
      .toSorted()
      .join('\n'),
  );
}

export function plannedFiles(files: readonly MigrationFile[]): PlannedFile[] {
  return files.map(({ path, version, text }) => ({
    name: basename(path),
    version,
    digest: digestOf(text),
  }));
}

export async function writePlan(file: string, plan: Plan, schema: string): Promise<void> {
  const written: WrittenPlan = { format: 1, plan, schema };
  await writeFile(file, `${JSON.stringify(written, null, 2)}\n`);
}

/** @throws UsageError if the file is missing or not a plan */
export async function readPlan(file: string): Promise<WrittenPlan> {
  let found: unknown;
  try {
    found = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`--plan=${file} cannot be read: ${String(cause)}`, {
      cause,
      next: `Make it first: --dry-run --plan=${file}`,
    });
  }
  if (isPlan(found)) return found;
  throw new UsageError(`--plan=${file} is no plan that this version wrote.`, {
    next: `Make it again: --dry-run --plan=${file}`,
  });
}

function isPlan(found: unknown): found is WrittenPlan {
  return (
    typeof found === 'object' &&
    found !== null &&
    'format' in found &&
    found.format === 1 &&
    'plan' in found &&
    'schema' in found
  );
}

/**
 * Refuses a plan for other files or for another state of the target.
 *
 * @throws ToolError with the changes
 */
export function requireUnchanged(
  { plan, schema }: WrittenPlan,
  now: Pick<Plan, 'target' | 'applied' | 'files'> & { readonly schema: string },
): void {
  const changed = [
    ...(plan.target === now.target ? [] : [`it was made for ${plan.target}, not ${now.target}`]),
    ...(plan.applied.join() === now.applied.join()
      ? []
      : [`the target had ${plan.applied.length} migrations, and has ${now.applied.length}`]),
    ...filesChanged(plan.files, now.files),
    ...(schema === now.schema ? [] : ['the schema of the target has changed']),
  ];
  if (changed.length === 0) return;
  throw new ToolError(
    `The plan is out of date:\n${changed.map((one) => `  ${one}\n`).join('')}`.trimEnd(),
    {
      next: 'Nothing was sent. Make and review a new plan: --dry-run --plan=…',
    },
  );
}

function filesChanged(planned: readonly PlannedFile[], now: readonly PlannedFile[]): string[] {
  const before = new Map(planned.map(({ name, digest }) => [name, digest]));
  const names = new Set(now.map(({ name }) => name));
  return [
    ...now.flatMap(({ name, digest }) =>
      before.has(name)
        ? before.get(name) === digest
          ? []
          : [`${name} was edited`]
        : [`${name} is pending, but not in the plan`],
    ),
    ...planned.flatMap(({ name }) =>
      names.has(name) ? [] : [`${name} is in the plan, but not pending`],
    ),
  ];
}

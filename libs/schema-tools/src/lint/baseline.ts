import { readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import * as z from 'zod';
import { shortPath, type Project } from '../project/project.ts';

/** A finding from before the tool, or one that landed unnoticed. */
export interface BaselineEntry {
  readonly rule: string;
  readonly object: string;
  /** The migration that caused it, `<version>_<name>`, if the rule is about a statement's work. */
  readonly file?: string | undefined;
  readonly reason: string;
}

/** An entry that is in the file. */
export interface PlacedEntry extends BaselineEntry {
  /** Of its object, from 1. */
  readonly line: number;
}

const text = z.string().min(1);
const form = z.strictObject({
  findings: z.array(
    z.strictObject({ rule: text, object: text, file: text.optional(), reason: text }),
  ),
});

/** The file of the supabase folder that keeps them. */
export const baselineFile = ({ supabase }: Pick<Project, 'supabase'>) =>
  join(supabase, 'lint-baseline.json');

/** @throws ToolError if the file has another form, such as an entry without a reason */
export async function readBaseline(of: Pick<Project, 'supabase'>): Promise<PlacedEntry[]> {
  const file = baselineFile(of);
  if (!existsSync(file)) return [];
  const content = await readFile(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new ToolError(`${shortPath(file)} is no JSON: ${String(cause)}`, { cause, exitCode: 2 });
  }
  const parsed = form.safeParse(value);
  if (parsed.success) {
    const lines = content
      .split('\n')
      .flatMap((line, index) => (line.includes('"object":') ? [index + 1] : []));
    return parsed.data.findings.map((entry, place) => ({ ...entry, line: lines[place] ?? 1 }));
  }
  throw new ToolError(`${shortPath(file)} is not understood:\n${z.prettifyError(parsed.error)}`, {
    next: 'Each entry has a rule, an object and a reason.',
    exitCode: 2,
  });
}

/** The parts of an entry that identify it. */
export const keyOf = ({ rule, object, file = '' }: Omit<BaselineEntry, 'reason'>) =>
  `${rule} ${object} ${file}`;

/** Writes the entries in order. Without entries it removes the file. */
export async function writeBaseline(
  of: Pick<Project, 'supabase'>,
  entries: readonly BaselineEntry[],
): Promise<void> {
  const file = baselineFile(of);
  if (entries.length === 0) {
    await rm(file, { force: true });
    return;
  }
  const findings = entries
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    // lines are not compared
    .map(({ rule, object, file: migration, reason }) => ({
      rule,
      object,
      file: migration,
      reason,
    }));
  await writeFile(file, `${JSON.stringify({ findings }, undefined, 2)}\n`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';

/** A line of the register: the error that a client gets, and the rule behind it. */
export interface Registered {
  /** The SQLSTATE. */
  readonly code: string;
  /** The table, or `any` if the code belongs to none. */
  readonly table: string;
  /** The name of the constraint, index or trigger in the error. */
  readonly name: string;
  readonly rule: string;
}

/** The register of errors: the lines of the tables in docs/errors.md. */
export function readRegister(): Registered[] {
  const text = readFileSync(join(workspaceRoot, 'docs/errors.md'), 'utf8');
  const lines = text.matchAll(
    /^\| `(?<code>[0-9A-Z]{5})` +\| `?(?<table>\w+)`? +\| `(?<name>\w+)` +\| (?<rule>.+?) +\|/gm,
  );
  return Array.from(lines, ({ groups = {} }) => ({
    code: groups['code'] ?? '',
    table: groups['table'] ?? '',
    name: groups['name'] ?? '',
    rule: groups['rule'] ?? '',
  }));
}

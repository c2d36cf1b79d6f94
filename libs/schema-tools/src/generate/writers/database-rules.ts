import type { CommentedRule } from '../model.ts';
import { GeneratedFile } from './generated-file.ts';
import { key } from './source-text.ts';

/**
 * Writes `database-rules.ts`: each rule's comment by its name, which Postgres quotes in errors. If
 * rules of several tables share a name, it has all their comments.
 */
export function databaseRules(rules: readonly CommentedRule[]): GeneratedFile {
  const file = new GeneratedFile('database-rules.ts');
  const comments = new Map<string, Set<string>>();
  for (const { name, comment } of rules.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    comments.set(name, (comments.get(name) ?? new Set()).add(comment));
  }
  file.print(`
/** What each constraint and unique index asks, by the name that the error message quotes. */
export const databaseRules = {`);
  for (const [name, all] of comments) {
    file.print(`${key(name)}: ${JSON.stringify([...all].join(' '))},`);
  }
  file.print(`} as const;

/** A constraint or a unique index of the database that has a comment. */
export type DatabaseRule = keyof typeof databaseRules;`);
  return file;
}

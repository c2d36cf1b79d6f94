import type { CommentedRule } from '../model.ts';
import { GeneratedFile } from './generated-file.ts';

/**
 * Writes `database-rules.ts`: the comment of each rule by its name, which Postgres quotes when a
 * row breaks it.
 */
export function databaseRules(rules: readonly CommentedRule[]): GeneratedFile {
  const file = new GeneratedFile('database-rules.ts');
  file.print(`
/** What each constraint and unique index asks, by the name that the error message quotes. */
export const databaseRules = {`);
  for (const { name, comment } of rules.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    file.print(`${name}: ${JSON.stringify(comment)},`);
  }
  file.print(`} as const;

/** A constraint or a unique index of the database that has a comment. */
export type DatabaseRule = keyof typeof databaseRules;`);
  return file;
}

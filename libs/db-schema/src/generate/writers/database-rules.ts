import { banner } from './banner.ts';
import type { CommentedRule } from '../model.ts';

/**
 * The text of `database-rules.ts`: the comment of each rule by its name, which Postgres quotes when
 * a row breaks it.
 */
export function databaseRules(rules: readonly CommentedRule[]): string {
  const sorted = rules.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return `${banner}
/** What each constraint and unique index asks, by the name that the error message quotes. */
export const databaseRules = {
${sorted.map(({ name, comment }) => `${name}: ${JSON.stringify(comment)},`).join('\n')}
} as const;

/** A constraint or a unique index of the database that has a comment. */
export type DatabaseRule = keyof typeof databaseRules;
`;
}

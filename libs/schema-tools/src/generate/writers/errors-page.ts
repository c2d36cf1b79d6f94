import { ToolError } from '@parakeet/command-kit';
import type { CommentedRule } from '../model.ts';

/** A table of the page, between these two lines. */
const section = /(<!-- rules (\d{5}) -->\n)(.*?)(<!-- end -->)/gs;

/**
 * Updates the tables of rules on the page of errors from the comments in the database. Handwritten
 * text stays: the text around the tables, and the last column of a table with advice, by the rule's
 * name.
 *
 * @param page has a place for each code: `<!-- rules 23514 -->`, the table, `<!-- end -->`
 * @param file the path of the page, for messages
 * @throws ToolError if the page lacks a place for the code of a rule
 */
export function errorsPage(page: string, rules: readonly CommentedRule[], file: string): string {
  const places = new Set(Array.from(page.matchAll(section), ([, , code]) => code));
  for (const { code, name } of rules) {
    if (places.has(code)) continue;
    throw new ToolError(`${file} has no place for ${name}, whose code is ${code}.`, {
      next: `Write there:\n<!-- rules ${code} -->\n<!-- end -->`,
    });
  }
  return page.replace(section, (_, begin: string, code: string, table: string, end: string) => {
    const advice = new Map(
      Array.from(table.matchAll(/^\| `\d{5}` \| `\w+` \| `(\w+)` \| .*? \| (.*?) \|$/gm), (row) => [
        row[1],
        row[2],
      ]),
    );
    const isAdvised = /^\|.*\| what to do \|$/m.test(table);
    const kind = { '23503': 'foreign key', '23505': 'index', '23514': 'CHECK' }[code] ?? 'rule';
    const heads = ['code', 'table', kind, 'rule', ...(isAdvised ? ['what to do'] : [])];
    const lines = rules
      .filter((rule) => rule.code === code)
      .map(({ table: of, name, comment }) => [
        `\`${code}\``,
        `\`${of}\``,
        `\`${name}\``,
        comment.replaceAll('|', '\\|').replaceAll(/\s+/g, ' '),
        ...(isAdvised ? [advice.get(name) ?? ''] : []),
      ]);
    const text = [heads, heads.map(() => '---'), ...lines]
      .map((cells) => `| ${cells.join(' | ')} |\n`)
      .join('');
    return `${begin}\n${text}\n${end}`;
  });
}

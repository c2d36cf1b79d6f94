import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

const page = join(import.meta.dirname, '../../../../docs/breaking.md');
const mark = '<!-- The rest is written by libs/schema-tools/src/breaking/page.test.ts. -->\n';

const effects = ({ writers, readers, types, exposes }: Rule): string[] => [
  writers,
  readers,
  types,
  exposes ? 'yes' : '',
];

function table(): string {
  const cells = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [
    cells(['rule', 'writers', 'readers', 'types', 'shows more', 'an old app sees', 'way out']),
    cells(Array.from({ length: 7 }, () => '---')),
    ...Object.entries<Rule>(rules).map(([id, rule]) =>
      cells(
        [`\`${id}\``, ...effects(rule), rule.sees, rule.wayOut].map((one) =>
          one.replaceAll('|', '\\|'),
        ),
      ),
    ),
  ].join('\n');
}

it('the page of the rules is in step; vitest -u writes it', async () => {
  const [head = ''] = (await readFile(page, 'utf8')).split(mark);
  await expect(`${head}${mark}\n${table()}\n`).toMatchFileSnapshot(page);
});

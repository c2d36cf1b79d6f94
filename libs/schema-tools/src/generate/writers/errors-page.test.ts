import { expect, it } from 'vitest';
import type { CommentedRule } from '../model.ts';
import { errorsPage } from './errors-page.ts';

const rules: CommentedRule[] = [
  { code: '23505', table: 'programs', name: 'programs_active_idx', comment: 'One at a time.' },
  { code: '23514', table: 'programs', name: 'programs_weeks_check', comment: 'A week\nat least.' },
];

const page = `# Errors

<!-- rules 23505 -->

| code | table | index | rule | what to do |
| --- | --- | --- | --- | --- |
| \`23505\` | \`programs\` | \`programs_active_idx\` | One. | Archive the other. |
| \`23505\` | \`gone\` | \`gone_idx\` | Gone. | Nothing. |

<!-- end -->

By hand.

<!-- rules 23514 -->
<!-- end -->
`;

it('writes the rules from the comments, and keeps advice and text', () => {
  const written = errorsPage(page, rules, 'errors.md');
  expect(written).toBe(`# Errors

<!-- rules 23505 -->

| code | table | index | rule | what to do |
| --- | --- | --- | --- | --- |
| \`23505\` | \`programs\` | \`programs_active_idx\` | One at a time. | Archive the other. |

<!-- end -->

By hand.

<!-- rules 23514 -->

| code | table | CHECK | rule |
| --- | --- | --- | --- |
| \`23514\` | \`programs\` | \`programs_weeks_check\` | A week at least. |

<!-- end -->
`);
  expect(errorsPage(written, rules, 'errors.md')).toBe(written);
});

it('says where a code has no place', () => {
  expect(() => errorsPage('# Errors\n', rules, 'pages/refusals.md')).toThrow(
    'pages/refusals.md has no place for programs_active_idx, whose code is 23505.',
  );
});

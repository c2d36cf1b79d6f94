import { readMigrationFiles, type MigrationFile } from '@parakeet/schema-tools';
import { expect, it } from 'vitest';
import { findUndeclared } from './declared.ts';
import { factsOf } from './differences.ts';
import { specification } from './statement.ts';

// On the first migration and one of the test's own, so later migrations change nothing here.
const [first] = await readMigrationFiles();

/** The findings after the first migration and a second one with this text. */
async function findingsOf(text: string): Promise<string[]> {
  if (!first) throw new Error('there is no migration');
  const second: MigrationFile = { path: '002_change.sql', version: '002', name: 'change', text };
  return findUndeclared(factsOf(specification), [first, second]);
}

const column = `alter table public.sessions add rpe_cap smallint
  constraint sessions_rpe_cap_check check (rpe_cap in (6, 7, 8));`;
const comments = `comment on column public.sessions.rpe_cap is 'The RPE at which the lifter stops.';
  comment on constraint sessions_rpe_cap_check on public.sessions is 'RPE 6 to 8.';`;
const status = `alter table public.sessions drop constraint sessions_status_check,
  add constraint sessions_status_check
    check (status in ('planned', 'in_progress', 'completed', 'skipped', 'missed'));`;

it('a new column with a CHECK list needs its comments, and no other file', async () => {
  expect(await findingsOf(`${column}\n${comments}`)).toEqual([]);
});

it('an addition without a comment is one finding, with the statement to write', async () => {
  expect(await findingsOf(`${column}\n${comments.split(';')[1]};`)).toEqual([
    'sessions.rpe_cap: is there, and the specification does not have it. ' +
      "Say in a migration what it is for: comment on column public.sessions.rpe_cap is '…';",
  ]);
});

it.each<[what: string, object: string, sql: string]>([
  ['a CHECK list that gains a word', 'public.sessions.status', status],
  [
    'a NOT NULL that is dropped',
    'public.programs.start_date',
    'alter table public.programs alter start_date drop not null;',
  ],
  [
    'another ON DELETE',
    'public.performance_metrics.session_log_id',
    `alter table public.performance_metrics drop constraint performance_metrics_session_log_id_fkey,
       add foreign key (session_log_id) references public.session_logs (id) on delete cascade;`,
  ],
  [
    'a column that is dropped',
    'public.recovery_snapshots.raw_payload',
    'alter table public.recovery_snapshots drop column raw_payload;',
  ],
  ['a table that is dropped', 'public.recovery_snapshots', 'drop table public.recovery_snapshots;'],
])('%s needs one line, which the finding gives', async (_what, object, sql) => {
  const findings = await findingsOf(sql);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain('002_change.sql: ');
  expect(findings[0]).toContain(`-- allow: specification ${object}: <why>`);
  const line = `-- allow: specification ${object}: an app that came later asks for it\n`;
  expect(await findingsOf(line + sql)).toEqual([]);
});

it('a renamed constraint is no difference', async () => {
  expect(
    await findingsOf(
      'alter table public.sessions rename constraint sessions_status_check to sessions_known_status;',
    ),
  ).toEqual([]);
});

it('an unnecessary allowance is a finding', async () => {
  expect(await findingsOf('-- allow: specification public.sessions.status: no more\n')).toEqual([
    '002_change.sql: nothing needs the line "allow: specification public.sessions.status". Remove it.',
  ]);
});

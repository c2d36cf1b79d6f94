import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Drills } from './drill.ts';

// The effort of a change to the schema. Each of the first changes is one migration for each of its
// phases, and no other edited file. Each of the others has one fault, which the proofs find once.

let drills: Drills;
beforeAll(async () => {
  drills = await Drills.prepare();
});
afterAll(() => drills.close());

const goals = `
  create table public.goals (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    lift text not null constraint goals_lift_check check (lift in ('squat', 'bench', 'deadlift')),
    target_grams integer not null
      constraint goals_target_grams_check check (target_grams between 1 and 1000000),
    updated_at timestamptz not null default now(),
    unique (user_id, lift)
  );
  comment on table public.goals is 'What a lifter wants to lift.';
  comment on constraint goals_lift_check on public.goals is 'One of the three lifts.';
  comment on constraint goals_target_grams_check on public.goals is 'At most 1000 kg.';
  alter table public.goals enable row level security;
  grant select, insert, update, delete on public.goals to authenticated;
  grant all on public.goals to service_role;
  create trigger goals_updated_at before update on public.goals
    for each row execute function rules.keep_updated_at();
  create policy select_own on public.goals for select to authenticated
    using ((select auth.uid()) = user_id);
  create policy insert_own on public.goals for insert to authenticated
    with check ((select auth.uid()) = user_id);
  create policy update_own on public.goals for update to authenticated
    using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
  create policy delete_own on public.goals for delete to authenticated
    using ((select auth.uid()) = user_id);`;

const complete: Readonly<Record<string, readonly string[]>> = {
  'a nullable column with a list, and one with a range': [
    `alter table public.sessions
       add missed_reason text constraint sessions_missed_reason_check
         check (missed_reason in ('ill', 'busy')),
       add rpe_cap numeric(3,1) constraint sessions_rpe_cap_check check (rpe_cap between 5 and 10);
     comment on column public.sessions.missed_reason is 'Why the session was missed.';
     comment on column public.sessions.rpe_cap is 'The RPE at which the lifter stops.';
     comment on constraint sessions_missed_reason_check on public.sessions is 'A reason of the list.';
     comment on constraint sessions_rpe_cap_check on public.sessions is 'RPE 5 to 10.';`,
  ],
  'a list that gains a word': [
    `-- allow: specification public.sessions.status: a session can be missed
     alter table public.sessions drop constraint sessions_status_check,
       add constraint sessions_status_check
         check (status in ('planned', 'in_progress', 'completed', 'skipped', 'missed'));`,
  ],
  'a list that loses a word': [
    `-- allow: specification public.edge_cases.status: nobody monitored anything
     alter table public.edge_cases drop constraint edge_cases_status_check,
       add constraint edge_cases_status_check check (status in ('active', 'resolved'));`,
  ],
  'a range that moves': [
    `alter table public.programs drop constraint programs_total_weeks_check,
       add constraint programs_total_weeks_check check (total_weeks between 4 and 52);
     comment on constraint programs_total_weeks_check on public.programs is 'A month to a year.';`,
  ],
  'a NOT NULL that is dropped': [
    `-- allow: specification public.programs.start_date: a program may be planned without a date
     alter table public.programs alter start_date drop not null;`,
  ],
  'a NOT NULL that is set, where rows may be null': [
    `-- allow: specification public.sessions.planned_date: every session has its day
     alter table public.sessions alter planned_date set not null;`,
  ],
  'another ON DELETE': [
    `-- allow: specification public.edge_cases.session_id: a disruption outlives its session
     alter table public.edge_cases drop constraint edge_cases_session_id_fkey,
       add constraint edge_cases_session_id_fkey foreign key (session_id, user_id)
         references public.sessions (id, user_id) on delete set null (session_id);
     comment on constraint edge_cases_session_id_fkey on public.edge_cases is
       'session_id is of the same lifter as the row itself.';`,
  ],
  'a constraint that is renamed': [
    `alter table public.sessions rename constraint sessions_status_check to sessions_known_status;`,
  ],
  'a column that is dropped': [
    `-- allow: specification public.recovery_snapshots.sleep_quality_score: no watch measures it
     alter table public.recovery_snapshots drop column sleep_quality_score;`,
  ],
  'a table that is dropped': [
    `-- allow: specification public.recovery_snapshots: watches have an app of their own
     drop table public.recovery_snapshots;`,
  ],
  'rows that are filled in by UPDATE, then a rule for them': [
    `-- allow: rows public.programs: each program has a name
     alter table public.programs add name text;
     update public.programs set name = 'Program ' || version, version = version + 1;
     alter table public.programs alter name set not null,
       alter name set default 'Program',
       add constraint programs_name_check check (length(name) between 1 and 100);
     comment on column public.programs.name is 'What the lifter calls it.';
     comment on constraint programs_name_check on public.programs is '1 to 100 characters.';`,
  ],
  'rows that are deleted': [
    `-- allow: rows public.recovery_snapshots: nobody reads those without a heart rate
     delete from public.recovery_snapshots where resting_hr_bpm is null;`,
  ],
  'a unit that is migrated in place': [
    `-- allow: rows public.recovery_snapshots: half minutes in the place of minutes
     alter table public.recovery_snapshots
       drop constraint recovery_snapshots_sleep_duration_minutes_check;
     update public.recovery_snapshots set sleep_duration_minutes = sleep_duration_minutes * 2;
     alter table public.recovery_snapshots
       add constraint recovery_snapshots_sleep_duration_minutes_check
         check (sleep_duration_minutes between 0 and 2880);
     comment on constraint recovery_snapshots_sleep_duration_minutes_check
       on public.recovery_snapshots is 'A day has 2880 half minutes.';`,
  ],
  'a text key that changes in several tables': [
    `-- allow: rows public.auxiliary_exercises: names are in lower case
     -- allow: rows public.auxiliary_assignments: names are in lower case
     update public.auxiliary_exercises set exercise_name = lower(exercise_name) || ' ';
     update public.auxiliary_assignments
       set exercise_1 = lower(exercise_1) || ' ', exercise_2 = lower(exercise_2) || ' ';`,
  ],
  'a column that is renamed, expanded and contracted': [
    `alter table public.recovery_snapshots add hrv_milliseconds numeric(6,2)
       constraint recovery_snapshots_hrv_milliseconds_check
         check (hrv_milliseconds between 0 and 9999.99);
     update public.recovery_snapshots set hrv_milliseconds = hrv_ms;
     comment on column public.recovery_snapshots.hrv_milliseconds is 'In milliseconds.';
     comment on constraint recovery_snapshots_hrv_milliseconds_check
       on public.recovery_snapshots is 'No negative one.';`,
    `-- allow: specification public.recovery_snapshots.hrv_ms: hrv_milliseconds has it
     alter table public.recovery_snapshots drop column hrv_ms;`,
  ],
  'a column that is renamed in place': [
    `-- allow: specification public.recovery_snapshots.hrv_ms: it has a longer name
     alter table public.recovery_snapshots rename hrv_ms to hrv_milliseconds;
     comment on column public.recovery_snapshots.hrv_milliseconds is 'In milliseconds.';`,
  ],
  'a table that is renamed': [
    `-- allow: specification public.warmup_configs: it is a protocol
     alter table public.warmup_configs rename to warmup_protocols;`,
  ],
  'a table with policies, grants and a trigger': [goals],
  'a list in JSON that becomes a table, in three phases': [
    `create table public.planned_goals (
       id uuid primary key default gen_random_uuid(),
       user_id uuid not null references auth.users (id) on delete cascade,
       session_id uuid not null,
       place integer not null,
       plan jsonb not null,
       foreign key (session_id, user_id) references public.sessions (id, user_id) on delete cascade
     );
     comment on table public.planned_goals is 'The sets that are planned, a row each.';
     comment on constraint planned_goals_session_id_user_id_fkey on public.planned_goals is
       'session_id is of the same lifter as the row itself.';
     alter table public.planned_goals enable row level security;
     grant select, insert, update, delete on public.planned_goals to authenticated;
     grant all on public.planned_goals to service_role;
     create policy select_own on public.planned_goals for select to authenticated
       using ((select auth.uid()) = user_id);
     create policy insert_own on public.planned_goals for insert to authenticated
       with check ((select auth.uid()) = user_id);
     create policy update_own on public.planned_goals for update to authenticated
       using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
     create policy delete_own on public.planned_goals for delete to authenticated
       using ((select auth.uid()) = user_id);
     insert into public.planned_goals (user_id, session_id, place, plan)
     select user_id, id, place, plan
     from public.sessions, jsonb_array_elements(planned_sets) with ordinality as one (plan, place)
     where jsonb_typeof(planned_sets) = 'array';`,
    `-- allow: rows public.sessions: the sets are in planned_goals
     update public.sessions set planned_sets = null where planned_sets is not null;`,
    `-- allow: specification public.sessions.planned_sets: the sets are in planned_goals
     alter table public.sessions drop column planned_sets;`,
  ],
};

describe('a change is complete with its migration', () => {
  it.each(Object.entries(complete))('%s', async (_, migrations) => {
    expect(await drills.findings(...migrations)).toEqual([]);
  });
});

const broken: Readonly<Record<string, readonly [migration: string, finding: string]>> = {
  'a policy that was forgotten': [
    goals.replace(/create policy update_own.*?;/s, ''),
    'public.goals: no policy lets the owner update. Write:\n  create policy update_own on public.goals for update to authenticated\n    using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);',
  ],
  'row level security that was forgotten': [
    goals.replace('alter table public.goals enable row level security;', ''),
    'public.goals: row level security is off. Write:\n  alter table public.goals enable row level security;',
  ],
  'an ON DELETE that keeps an account from being deleted': [
    goals.replace('on delete cascade', ''),
    'an account cannot be deleted: update or delete on table "users" violates foreign key constraint "goals_user_id_fkey" on table "goals". Write "on delete cascade" at goals_user_id_fkey of public.goals',
  ],
  'an owner that may be null': [
    goals.replace('user_id uuid not null', 'user_id uuid default auth.uid()'),
    'public.goals: user_id may be null, and then nobody owns the row. Write:\n  alter table public.goals alter user_id set not null;',
  ],
  'an ON DELETE that takes the owner away': [
    goals.replace('on delete cascade', 'on delete set null'),
    'an account cannot be deleted: null value in column "user_id" of relation "goals" violates not-null constraint. Write "on delete cascade"',
  ],
  'a backfill without its line': [
    `update public.programs set version = version + 1;`,
    '-- allow: rows public.programs: <why>',
  ],
  'rows that are deleted without a line': [
    `delete from public.recovery_snapshots where resting_hr_bpm is null;`,
    '-- allow: rows public.recovery_snapshots: <why>',
  ],
  'a column that must be given, for a table with rows': [
    `alter table public.programs add name text not null;
     comment on column public.programs.name is 'What the lifter calls it.';`,
    'is refused where there are rows: column "name" of relation "programs" contains null values (SQLSTATE 23502)',
  ],
  'a list that changed without a line': [
    `alter table public.edge_cases drop constraint edge_cases_status_check,
       add constraint edge_cases_status_check check (status in ('active', 'resolved'));`,
    '-- allow: specification public.edge_cases.status: <why>',
  ],
  'an addition without a comment': [
    `alter table public.sessions add coach_note text;`,
    "Say in a migration what it is for: comment on column public.sessions.coach_note is '…';",
  ],
  'a rule of a new table without a comment': [
    goals.replace(/comment on constraint goals_target_grams_check.*?;/s, ''),
    "Write:\n  comment on constraint goals_target_grams_check on public.goals is '…';",
  ],
  'a line that nothing needs': [
    `-- allow: rows public.programs: none
     comment on table public.programs is 'A program.';`,
    'nothing needs the line "allow: rows public.programs". Remove it.',
  ],
  'a statement that Postgres refuses': [
    `alter table public.programs drop column weeks;`,
    'column "weeks" of relation "programs" does not exist',
  ],
};

describe('a fault is found once, and the finding says what to write', () => {
  it.each(Object.entries(broken))('%s', async (_, [migration, finding]) => {
    const findings = await drills.findings(migration);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(finding);
  });
});

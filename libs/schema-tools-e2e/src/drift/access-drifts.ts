import type { HandMade } from './hand-made.ts';

const notes = 'public.notes';

/** Changes of who may read and write: row level security, grants, policies, functions and views. */
export const accessDrifts: readonly HandMade[] = [
  // row level security
  {
    by: `alter table ${notes} disable row level security`,
    object: 'table public.notes',
    facts: ['row level security'],
    level: 'access',
    line: [1, 'alter table public.notes enable row level security'],
  },
  {
    by: `alter table ${notes} force row level security`,
    object: 'table public.notes',
    facts: ['forced on the owner'],
    level: 'access',
    line: [1, 'create table public.notes'],
  },
  {
    by: 'alter role anon bypassrls',
    object: 'role anon',
    facts: ['bypasses row level security'],
    level: 'access',
    undo: 'alter role anon nobypassrls',
  },
  {
    by: 'grant service_role to anon',
    object: 'membership anon in service_role',
    is: 'extra',
    level: 'access',
    undo: 'revoke service_role from anon',
  },
  // grants
  {
    by: `grant select on ${notes} to anon`,
    object: 'grant anon on table public.notes',
    is: 'extra',
    level: 'access',
  },
  {
    by: `revoke insert on ${notes} from authenticated`,
    object: 'grant authenticated on table public.notes',
    facts: ['privileges'],
    level: 'access',
    line: [1, 'grant select (id, owner'],
  },
  {
    by: `grant select (internal) on ${notes} to authenticated`,
    object: 'grant authenticated on column public.notes.internal',
    is: 'extra',
    level: 'access',
  },
  {
    by: `revoke select (title) on ${notes} from authenticated`,
    object: 'grant authenticated on column public.notes.title',
    is: 'missing',
    level: 'access',
    line: [1, 'grant select (id, owner'],
  },
  {
    by: 'grant execute on function public.titles() to anon',
    object: 'grant anon on function public.titles()',
    is: 'extra',
    level: 'access',
  },
  {
    by: 'grant create on schema public to anon',
    object: 'grant anon on schema public',
    facts: ['privileges'],
    level: 'access',
  },
  {
    by: 'grant select on auth.users to anon',
    superuser: true,
    object: 'grant anon on table auth.users',
    is: 'extra',
    level: 'access',
    refused: /may not grant/,
  },
  {
    by: `alter default privileges for role postgres in schema archive
         grant select on tables to anon`,
    object: 'default privileges of postgres for new tables in archive to anon',
    is: 'extra',
    level: 'access',
  },
  // policies
  {
    by: `drop policy read_own on ${notes}`,
    object: 'policy public.notes.read_own',
    is: 'missing',
    level: 'access',
    line: [1, 'create policy read_own'],
  },
  {
    by: `create policy everybody on ${notes} for select to anon using (true)`,
    object: 'policy public.notes.everybody',
    is: 'extra',
    level: 'access',
  },
  {
    by: `alter policy change_own on ${notes} with check (true)`,
    object: 'policy public.notes.change_own',
    facts: ['with check'],
    level: 'access',
    line: [1, 'create policy change_own'],
  },
  {
    by: 'drop policy "own files" on storage.objects',
    object: 'policy storage.objects."own files"',
    is: 'missing',
    level: 'access',
    line: [2, 'create policy "own files"'],
  },
  {
    by: `create policy "all files" on storage.objects for select to anon using (true)`,
    object: 'policy storage.objects."all files"',
    is: 'extra',
    level: 'access',
  },
  // functions and views that apps reach
  {
    by: `create function public.all_notes() returns setof public.notes language sql security definer
         as 'select * from public.notes'`,
    object: 'function public.all_notes()',
    is: 'extra',
    level: 'access',
  },
  {
    by: 'alter function public.stamp() security definer',
    object: 'function public.stamp()',
    facts: ['runs as'],
    level: 'access',
    line: [2, 'create function public.stamp'],
  },
  {
    by: 'alter view public.reds set (security_invoker = false)',
    object: 'view public.reds',
    facts: ['options'],
    level: 'access',
    line: [2, 'create view public.reds'],
  },
  {
    by: `create or replace view public.reds with (security_invoker = true) as
         select id, title from public.notes`,
    object: 'view public.reds',
    facts: ['definition'],
    level: 'access',
    line: [2, 'create view public.reds'],
  },
];

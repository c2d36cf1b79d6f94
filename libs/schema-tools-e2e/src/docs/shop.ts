import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBareCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { createCheckout, type Checkout, type Outcome } from '@parakeet/db-harness/checkout';
import { project } from '@parakeet/schema-tools';

/** Names that need quotes, HTML in comments, two schemas: what a site could stumble over. */
const migration = `
create schema billing;
grant usage on schema billing to anon, authenticated;
create type public.mood as enum ('good', 'bad "or" <worse>');
create table public."order" (
  id uuid primary key default gen_random_uuid(),
  "Odd ""name"" <b>" text not null default '<i>' check (length("Odd ""name"" <b>") <= 20),
  effort int not null check (effort between 1 and 10),
  doubled int generated always as (effort * 2) stored,
  mood public.mood
);
comment on table public."order" is 'An order. <script>alert(1)</script> & "quotes" of \`code\`';
comment on column public."order".id is 'Its id.';
comment on column public."order"."Odd ""name"" <b>" is '</td></table><img src=x onerror=alert(1)>';
comment on column public."order".effort is 'How hard it was.';
comment on column public."order".doubled is 'Twice the effort.';
comment on constraint order_effort_check on public."order" is 'An effort is 1 to 10.';
alter table public."order" enable row level security;
revoke all on public."order" from anon, authenticated;
grant select on public."order" to anon;
grant select, insert on public."order" to authenticated;
grant update (effort) on public."order" to authenticated;
create policy "see <all>" on public."order" for select to authenticated using (effort > 1);
create policy never on public."order" as restrictive for select to authenticated using (effort < 9);
create index efforts on public."order" (effort);
comment on index public.efforts is 'Serves the list by effort.';

create table billing."Invoices/2" (
  number int primary key generated always as identity,
  "order" uuid not null references public."order" on delete cascade,
  corrects int references billing."Invoices/2",
  details jsonb
);
create view public.efforts_of_orders with (security_invoker = true) as
  select id, effort from public."order";
create table public.notes (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null,
  "order" uuid references public."order",
  written_at timestamptz not null default now(),
  noted_on date not null default current_date,
  luck int,
  access_token text,
  body text check (body ~ '^[a-z]'),
  details jsonb
);
alter table public.notes enable row level security;
grant select, insert on public.notes to authenticated;
create policy own on public.notes to authenticated using (owner = (select auth.uid()));
create policy of_effort on public.notes for select to anon using (exists (
  select 1 from public."order" as o where o.id = notes."order" and o.effort > 5));
create policy odd on public.notes for select to anon using (length(body) % 2 = 0);
create index on public.notes ("order", written_at desc);
create table public.visits (on_day date not null) partition by range (on_day);
create table public.visits_2026 partition of public.visits
  for values from ('2026-01-01') to ('2027-01-01');
create function public.add_note(id uuid, body text) returns void language sql
  as 'insert into public.notes (id, owner, body) values (id, auth.uid(), body)
      on conflict (id) do nothing';
create function public.add(one int, other int default 2) returns int language sql immutable
  as 'select one + other';
comment on function public.add(int, int) is 'Adds <two> numbers.';
create function public.add(body text) returns public.notes language plpgsql security definer
  set search_path = '' as $$ begin
    raise exception 'no <%>', body using errcode = 'SH001', hint = 'Send another.';
  end $$;
`;

const seed = `
insert into public."order" (id, "Odd ""name"" <b>", effort) values
  ('00000000-0000-4000-8000-000000000001', '<i>one</i>', 3),
  ('00000000-0000-4000-8000-000000000002', '<i>two</i>', 5),
  (gen_random_uuid(), '<i>six</i>', 7);
insert into public.notes (owner, luck, access_token, body, written_at, details)
select gen_random_uuid(), random() * 1e9, 'sesame', 'by ' || current_date, now(),
  '{"since": "2026-01-05"}';
`;

/** Documents beside it. */
const documents = {
  '../schema-tools.config.mjs': `export default { docs: { chapters: { 'Guides <1>': ['guides'] } } };\n`,
  '../guides/README.md':
    '# All the <u>guides</u>\n\nSee [refunds](refunds.md#how-to) of `Invoices/2`.\n\n' +
    '```mermaid\nflowchart TB\n  shop["shop<br/><b>"]\n  till[("till")]\n  shop -->|coins| till\n```\n',
  '../guides/refunds.md':
    '# Refunds\n\n## How to\n\nBy a zebra. <script>alert(1)</script><img src=x>\n\n' +
    '```sql run\nselect max(effort) from public."order";\n-- gives: 7\n```\n\n' +
    '```sql run\ninsert into public."order" (effort) values (11);\n-- refused: 23514\n```\n',
};

/** A checkout with that schema. */
export function createShop(): Promise<Checkout> {
  return createBareCheckout({
    ...documents,
    'config.toml': 'project_id = "shop <&> co"\n[api]\nschemas = ["public", "billing"]\n',
    'migrations/20260101000000_shop.sql': migration,
    'seed.sql': seed,
    'migrations/20260102000000_more.sql':
      '-- public."order" is not touched here\n-- allow: rows billing.Invoices/2: notes are <new>\nalter table billing."Invoices/2" add column note text;\n',
  });
}

/** Runs `docs` in it. */
export function docs(shop: Checkout, ...parameters: readonly string[]): Promise<Outcome> {
  return shop.run('docs', parameters, { environment: onServerOfTheRun() });
}

/** A checkout of the workspace's own schema, with its documents. */
export async function createDocumented(): Promise<Checkout> {
  const checkout = await createCheckout();
  const { contracts, root } = project();
  await cp(join(root, 'docs'), join(checkout.directory, 'docs'), {
    recursive: true,
    filter: (file) => !file.includes('node_modules'),
  });
  const config = { contracts, requireContracts: true, docs: { chapters: { Documents: ['docs'] } } };
  await writeFile(
    join(checkout.directory, 'schema-tools.config.mjs'),
    `export default ${JSON.stringify(config)};\n`,
  );
  return checkout;
}

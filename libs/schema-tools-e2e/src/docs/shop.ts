import { createBareCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import type { Checkout, Outcome } from '@parakeet/db-harness/checkout';

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
create function public.add(one int, other int default 2) returns int language sql immutable
  as 'select one + other';
comment on function public.add(int, int) is 'Adds <two> numbers.';
create function public.add(one text) returns text language plpgsql security definer
  set search_path = '' as $$ begin raise exception 'no' using errcode = 'SH001'; end $$;
`;

/** A checkout with that schema. */
export function createShop(): Promise<Checkout> {
  return createBareCheckout({
    'config.toml': 'project_id = "shop <&> co"\n[api]\nschemas = ["public", "billing"]\n',
    'migrations/20260101000000_shop.sql': migration,
    'migrations/20260102000000_more.sql':
      '-- public."order" is not touched here\nalter table billing."Invoices/2" add column note text;\n',
  });
}

/** Runs `docs` in it. */
export function docs(shop: Checkout, ...parameters: readonly string[]): Promise<Outcome> {
  return shop.run('docs', parameters, { environment: onServerOfTheRun() });
}

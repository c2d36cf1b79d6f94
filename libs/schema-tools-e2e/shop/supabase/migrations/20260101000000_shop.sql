create extension if not exists pg_trgm with schema extensions;
create schema billing;
grant usage on schema billing to authenticated;

create table public.products (
  id bigint generated always as identity primary key,
  "displayName" text not null check (char_length("displayName") between 1 and 80),
  details jsonb not null
);
alter table public.products enable row level security;
create policy products_select on public.products for select to anon, authenticated using (true);

create table billing.invoices (
  id uuid primary key default gen_random_uuid(),
  product_id bigint not null references public.products on delete cascade,
  cents integer not null check (cents >= 0)
);
alter table billing.invoices enable row level security;
create index invoices_product_id_idx on billing.invoices (product_id);

-- A schema that nobody would write: all kinds of tables, views and functions, two schemas, and names
-- that need quotes or that make the same file. generated-code.test.ts compiles what is generated of it.

create type public.mood as enum ('sad', 'ok', 'it''s "quoted"');
create type public."Mood Two" as enum ('a');
create domain public.email as text check (value ~ '@');
create domain public.status as text check (value in ('on','off'));
create domain public.percent as integer check (value between 0 and 100);
create domain public.pct_not_null as numeric(5,2) not null;
create domain public.tags as text[];
create domain public.doc as jsonb;
create domain public.email2 as public.email check (length(value) < 10);
create type public.point3 as (x integer, y double precision, label text, mood public.mood);
create type public.nested as (p public.point3, ps public.point3[], d public.percent);
create type public.int4like as range (subtype = integer);
create table public.all_types (
  id bigint generated always as identity primary key,
  v10 varchar(10), v varchar, c3 char(3), c char, t text, n name, qc "char",
  i2 int2, i4 int4, i8 int8, n10_2 numeric(10,2), num numeric, n20 numeric(20,4), f4 real, f8 double precision, m money, o oid,
  b boolean, u uuid, d date, tm time, tm3 time(3), tmtz timetz, ts timestamp, ts3 timestamp(3), tstz timestamptz, tstz3 timestamptz(3), iv interval, ivd interval day to second(2),
  by bytea, j json, jb jsonb, x xml, bit5 bit(5), vb varbit, vb5 varbit(5),
  inet inet, cidr cidr, mac macaddr, mac8 macaddr8,
  pt point, ln line, ls lseg, bx box, pa path, pg polygon, ci circle,
  i4r int4range, i8r int8range, nr numrange, tsr tsrange, tstzr tstzrange, dr daterange, i4mr int4multirange,
  tsv tsvector, tsq tsquery, jp jsonpath, lsn pg_lsn, snap pg_snapshot, rc regclass, rt regtype, tid tid, xid xid, xid8 xid8, ov oidvector, iv2 int2vector,
  mood public.mood, "mood two" public."Mood Two", email public.email, status public.status, percent public.percent, pnn public.pct_not_null, tags public.tags, doc public.doc, email2 public.email2,
  p3 public.point3, nest public.nested, myr public.int4like,
  i4a int4[], ta text[], tb2 text[][], jba jsonb[], ja json[], ua uuid[], moods public.mood[], ems public.email[], p3s public.point3[], v10a varchar(10)[], numa numeric[], f8a float8[], tsa timestamptz[], bya bytea[],
  "Weird Name" text, "class" text, "a-b" integer, "quote""d" text, "ünï" text, "1st" int,
  chk varchar(8) check (chk in ('x','y')), vlen varchar(100) check (char_length(vlen) between 2 and 5), f8r float8 check (f8r between 0 and 1), numr numeric check (numr >= 0), tlen text check (char_length(tlen) <= 7)
);
create view public.all_view as select id, mood, chk, vlen, jb, upper(t) as computed, count(*) over () as n, percent, i4a, "Weird Name" from public.all_types;
create view public.simple_view as select id, chk, jb as doc, "Weird Name" as w, doc as dd from public.all_types;
create view public.view_of_view as select * from public.simple_view;
create materialized view public.mat as select id, chk from public.all_types;
create table public."Odd Table" ("Id" int primary key, "select" text not null);
create table public.odd_table (id int primary key);
create table public."odd-table" (id int primary key);
create table public.index (id int primary key);
create table public."class" (id int primary key);
create table public."日本" (id int primary key);
create table public.empty_table ();
create schema other;
create table other.things (id uuid primary key default gen_random_uuid(), owner int references public.odd_table (id), kind text not null check (kind in ('a','b')), doc jsonb, mood public.mood);
create type other.mood as enum ('x');
create table other.all_types (id int primary key, mood other.mood);
create view other.thing_view as select id, kind from other.things;
create table public.with_other (id int primary key, om other.mood);
create function public.over(a int) returns int language sql as 'select 1';
create function public.over(a text) returns text language sql as 'select a';
create function public.over2(a int) returns int language sql as 'select 1';
create function public.over2(a int, b text default 'x') returns setof public.odd_table language sql as 'select * from public.odd_table';
create function public.unnamed(int) returns int language sql as 'select 1';
create function public.unnamed_json(json) returns json language sql as 'select $1';
create function public.unnamed_two(int, text) returns int language sql as 'select 1';
create function public.half_named(a int, text) returns int language sql as 'select 1';
create function public.outs(a int, out b int, out c text) language sql as 'select 1, ''x''';
create function public.one_out(a int, out b int) language sql as 'select 1';
create function public.inouts(inout a int, inout b text) language sql as 'select 1, ''x''';
create function public.tab(a int) returns table (x int, y text, m public.mood, j jsonb) language sql as 'select 1, ''x'', null::public.mood, null::jsonb';
create function public.variadics(variadic a int[]) returns int language sql as 'select 1';
create function public.void_fn() returns void language sql as '';
create function public.scalar_fn(m public.mood, e public.email, n numeric, j jsonb, d public.doc) returns timestamptz language sql as 'select now()';
create function public.set_scalar() returns setof text language sql as 'select ''x''';
create function public.rec() returns record language sql as 'select 1, 2';
create function public.set_rec() returns setof record language sql as 'select 1, 2';
create function public.comp() returns public.point3 language sql as 'select null::public.point3';
create function public.setcomp() returns setof public.point3 language sql as 'select null::public.point3';
create function public.enum_ret() returns public.mood language sql as 'select null::public.mood';
create function public.arr_ret() returns public.mood[] language sql as 'select null::public.mood[]';
create function public.ret_row(a int) returns public.odd_table language sql as 'select * from public.odd_table limit 1';
create function public.ret_other() returns setof other.things language sql as 'select * from other.things';
create function public.ret_view() returns setof public.simple_view language sql as 'select * from public.simple_view';
create function public.computed_field(public.odd_table) returns text language sql as 'select ''x''';
create function public.computed_rel(public.odd_table) returns setof other.things rows 1 language sql as 'select * from other.things';
create function public."Odd Fn"("Arg One" int default 1, "class" text default null) returns int language sql as 'select 1';
create function public.poly(a anyelement) returns anyelement language sql as 'select a';
create function public.strict_null(a text default null) returns boolean language sql as 'select true';
create function public.trig() returns trigger language plpgsql as 'begin return new; end';
create procedure public.proc(a int) language sql as '';
create function other.of_other(t other.mood) returns other.things language sql as 'select * from other.things limit 1';
create function public.bytes(b bytea, r int4range, iv interval, v varchar) returns bytea language sql as 'select b';

create extension citext with schema extensions;
create extension ltree with schema extensions;
create domain public.dd as text default 'x' not null;
create table public.parent (id int primary key, name text not null default 'n', doc jsonb not null, arr jsonb[] not null, rg int4range not null, dom public.dd, ci extensions.citext not null, lt extensions.ltree);
create table public.child (id int primary key, parent_id int references public.parent (id), p public.parent, st text check (st in ('a','b')), gen text generated always as (st || 'x') stored);
create view public.lj as select c.id, p.id as pid, p.name, p.doc, c.st, p.rg from public.child c left join public.parent p on p.id = c.parent_id;
create view public.uni as select id, st from public.child union all select id, name from public.parent;
create view public.sub as select s.st, s.id from (select st, id from public.child order by id limit 5) s;
create view public.agg as select st, count(*) as n, max(id) as m, array_agg(st) as sts from public.child group by st;
create view public.expr as select coalesce(st, 'none') as st, st || '' as st2, st::varchar(1) as st3, (doc ->> 'a') as a from public.child left join public.parent using (id);
create table public.part (id int, d date not null) partition by range (d);
create table public.part_1 partition of public.part for values from ('2020-01-01') to ('2021-01-01');
create table public."tables" (id int primary key);
create table public."__proto__" ("__proto__" int, "constructor" text, "toString" text);
create table public.deleted (id int primary key, gone text); alter table public.deleted drop column gone; alter table public.deleted add column here text;
create table public.inh () inherits (public.deleted);
create table public.sessions_row (id int); create table public.sessions (id int); create table public."Sessions" (id int); create table public."sessions-" (id int); create table public.sessions_2 (id int);
create unlogged table public.unl (id int);
create type public.empty_enum as enum ();
create table public.ee (id int primary key, e public.empty_enum);
create table public.checks (id int primary key, a int check (a > 0), b int check (b >= 0 and b < 10), c varchar(3) check (c in ('abc','de')), d numeric check (d between 0 and 1), e text check (e = any ('{x,y}'::text[])), f text not null check (f <> ''), t timestamptz check (t between '2000-01-01' and '2100-01-01'), dt date check (dt > '2000-01-01'), ch char(2) check (ch in ('ab','cd')), arr text[] check (array_length(arr,1) <= 3), i8 bigint check (i8 > 0 and i8 < 100), r real check (r between 0 and 0.1));

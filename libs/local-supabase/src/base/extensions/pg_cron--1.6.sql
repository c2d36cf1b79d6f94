-- pg_cron's jobs: they are stored, and nothing runs them.

create schema cron;
create sequence cron.jobid_seq;
create sequence cron.runid_seq;

create table cron.job (
  jobid bigint primary key default pg_catalog.nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport int not null default coalesce(pg_catalog.inet_server_port(), 5432),
  database text not null default 'postgres',
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  constraint jobname_username_uniq unique (jobname, username)
);
alter table cron.job enable row level security;
create policy cron_job_policy on cron.job using (username = current_user);

create table cron.job_run_details (
  jobid bigint,
  runid bigint primary key default pg_catalog.nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);
alter table cron.job_run_details enable row level security;
create policy cron_job_run_details_policy on cron.job_run_details
  using (username = current_user);

-- Refuses what pg_cron's parser refuses: five fields with their ranges, `$` for the last day of
-- a month, `<1 to 59> seconds`, or a name such as @daily.
create function cron._check(schedule text) returns void
  language plpgsql immutable
  set search_path = ''
as $$
declare
  fields text[] := regexp_split_to_array(trim(schedule), '\s+');
  maxima int[] := array[59, 23, 31, 12, 7];
  names text := 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat';
  number text;
begin
  if lower(trim(schedule)) ~ '^@(yearly|annually|monthly|weekly|daily|midnight|hourly|reboot)$'
    or lower(trim(schedule)) ~ '^([1-9]|[1-5]\d)\s+seconds?$' then
    return;
  end if;
  if cardinality(fields) is distinct from 5 then
    raise exception 'invalid schedule: %', schedule using errcode = '22023';
  end if;
  for place in 1 .. 5 loop
    if lower(fields[place]) !~ format(
      '^(\*|\$|(\d+|%1$s)(-(\d+|%1$s))?)(/\d+)?(,(\*|\$|(\d+|%1$s)(-(\d+|%1$s))?)(/\d+)?)*$', names
    ) then
      raise exception 'invalid schedule: %', schedule using errcode = '22023';
    end if;
    for number in
      select matched[1] from regexp_matches(fields[place], '(?<!/)\m(\d+)', 'g') as matched
    loop
      if number::numeric > maxima[place] then
        raise exception 'invalid schedule: %', schedule using errcode = '22023';
      end if;
    end loop;
  end loop;
end
$$;

create function cron._store(
  name text, schedule text, command text, database text, username text, active boolean
) returns bigint
  language plpgsql
  set search_path = ''
as $$
declare
  made bigint;
begin
  perform cron._check(schedule);
  insert into cron.job as stored (jobname, schedule, command, database, username, active)
  values (_store.name, _store.schedule, _store.command, _store.database, _store.username,
    _store.active)
  on conflict on constraint jobname_username_uniq do update
  set schedule = excluded.schedule, command = excluded.command, database = excluded.database,
    active = excluded.active
  returning stored.jobid into made;
  return made;
end
$$;

-- These run as the owner of the extension: who asks is told by the session.
create function cron._asks() returns text
  language sql stable
  set search_path = ''
as $$
  select case current_setting('role') when 'none' then session_user::text
    else current_setting('role') end
$$;

create function cron.schedule(schedule text, command text) returns bigint
  language sql strict security definer
  set search_path = ''
as $$ select cron._store(null, schedule, command, 'postgres', cron._asks(), true) $$;
comment on function cron.schedule(text, text) is 'schedule a pg_cron job';

create function cron.schedule(job_name text, schedule text, command text) returns bigint
  language sql security definer
  set search_path = ''
as $$ select cron._store(job_name, schedule, command, 'postgres', cron._asks(), true) $$;
comment on function cron.schedule(text, text, text) is 'schedule a pg_cron job';

create function cron.schedule_in_database(
  job_name text,
  schedule text,
  command text,
  database text,
  username text default null,
  active boolean default true
) returns bigint
  language sql security definer
  set search_path = ''
as $$
  select cron._store(
    job_name, schedule, command, database, coalesce(username, cron._asks()), active
  )
$$;

create function cron.alter_job(
  job_id bigint,
  schedule text default null,
  command text default null,
  database text default null,
  username text default null,
  active boolean default null
) returns void
  language plpgsql security definer
  set search_path = ''
as $$
begin
  if alter_job.schedule is not null then
    perform cron._check(alter_job.schedule);
  end if;
  update cron.job as stored
  set schedule = coalesce(alter_job.schedule, stored.schedule),
    command = coalesce(alter_job.command, stored.command),
    database = coalesce(alter_job.database, stored.database),
    username = coalesce(alter_job.username, stored.username),
    active = coalesce(alter_job.active, stored.active)
  where stored.jobid = job_id and stored.username = cron._asks();
  if not found then
    raise exception 'Job % does not exist or you don''t own it', job_id;
  end if;
end
$$;

create function cron._unschedule(job_id bigint, job_name text) returns bool
  language plpgsql
  set search_path = ''
as $$
begin
  delete from cron.job where (jobid = job_id or jobname = job_name) and username = cron._asks();
  if not found then
    raise exception 'could not find valid entry for job ''%''', coalesce(job_id::text, job_name);
  end if;
  return true;
end
$$;

create function cron.unschedule(job_id bigint) returns bool
  language sql strict security definer
  set search_path = ''
as $$ select cron._unschedule(job_id, null) $$;

create function cron.unschedule(job_name text) returns bool
  language sql strict security definer
  set search_path = ''
as $$ select cron._unschedule(null, job_name) $$;

revoke all on function
  cron._store, cron._unschedule, cron.alter_job, cron.schedule_in_database
from public;
grant execute on function cron.alter_job, cron.schedule_in_database
  to ":owner" with grant option;
grant usage on schema cron to ":owner" with grant option;
grant select on cron.job to public;
grant select, delete on cron.job_run_details to public;
grant select on cron.job to ":owner" with grant option;
grant all on cron.job_run_details to ":owner" with grant option;
grant select on all sequences in schema cron to public;

select pg_catalog.pg_extension_config_dump('cron.job', '');

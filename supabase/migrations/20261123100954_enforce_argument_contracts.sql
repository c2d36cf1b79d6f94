-- What the contracts of JSONB columns and JSON arguments ask, asked by Postgres too. Written by
-- `npx nx run db-schema:contracts` from libs/db-types/src/json; when a contract changes, it
-- writes a further migration.

-- Step 1: the functions, then the CHECKs as NOT VALID: from here on every row that is written is
-- held to them. Nothing is read, so the locks are short, and there is a transaction a table (the
-- Supabase CLI makes none around a file that has its own), so that none is held while the next is
-- waited for. Where a long transaction is in the way, this gives up before anybody has waited long
-- behind it; push it again then: every statement here can be run twice.

begin;
set local lock_timeout = '800ms';

create or replace function contracts.auxiliary_pool(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from AuxiliaryPool of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) between 1 and 100
        and not exists (
          select
          from (
            select
              element,
              element -> 'id' as id,
              element -> 'exercise_name' as exercise_name,
              element -> 'primary_muscles' as primary_muscles,
              element -> 'is_active' as is_active
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{id,exercise_name,primary_muscles,is_active}'::text[] = '{}'
                -- id: a UUID
                and case
                  when jsonb_typeof(item.id) = 'string' then
                    item.id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                end
                -- exercise_name: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise_name) = 'string' then
                    char_length(item.exercise_name #>> '{}') between 1 and 200
                end
                -- primary_muscles: a list of 0 to 9 elements
                and case
                  when jsonb_typeof(item.primary_muscles) = 'array' then
                    jsonb_array_length(item.primary_muscles) <= 9
                    and not exists (
                      select
                      from jsonb_array_elements(item.primary_muscles) as primary_muscles_items (element)
                      where (
                        primary_muscles_items.element in ('"quads"', '"hamstrings"', '"glutes"', '"lower_back"', '"upper_back"', '"chest"', '"triceps"', '"shoulders"', '"biceps"')
                      ) is not true
                    )
                end
                and item.is_active in ('true', 'false')
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.auxiliary_pool(contracts.as_clients_read(document, 3)), false);
end;
$contract$;
comment on function contracts.auxiliary_pool(jsonb) is 'Whether a document is what AuxiliaryPool of @parakeet/db-types describes.';

create or replace function contracts.block_assignments(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from BlockAssignments of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 9
        and not exists (
          select
          from (
            select
              element,
              element -> 'block_number' as block_number,
              element -> 'lift' as lift,
              element -> 'exercise_1' as exercise_1,
              element -> 'exercise_2' as exercise_2
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{block_number,lift,exercise_1,exercise_2}'::text[] = '{}'
                and item.block_number in ('1', '2', '3')
                and item.lift in ('"squat"', '"bench"', '"deadlift"')
                -- exercise_1: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise_1) = 'string' then
                    char_length(item.exercise_1 #>> '{}') between 1 and 200
                end
                -- exercise_2: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise_2) = 'string' then
                    char_length(item.exercise_2 #>> '{}') between 1 and 200
                end
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.block_assignments(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.block_assignments(jsonb) is 'Whether a document is what BlockAssignments of @parakeet/db-types describes.';

create or replace function contracts.program_sessions(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from ProgramSessions of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) between 1 and 728
        and not exists (
          select
          from (
            select
              element,
              element -> 'id' as id,
              element -> 'week_number' as week_number,
              element -> 'day_number' as day_number,
              element -> 'planned_date' as planned_date,
              element -> 'primary_lift' as primary_lift,
              element -> 'intensity_type' as intensity_type,
              element -> 'block_number' as block_number,
              element -> 'is_deload' as is_deload
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{id,week_number,day_number,planned_date,primary_lift,intensity_type,block_number,is_deload}'::text[] = '{}'
                -- id: a UUID
                and case
                  when jsonb_typeof(item.id) = 'string' then
                    item.id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                end
                -- week_number: a whole number from 1 to 104
                and case
                  when item.week_number between '1' and '104' then
                    min_scale(item.week_number::numeric) = 0
                end
                -- day_number: a whole number from 1 to 7
                and case
                  when item.day_number between '1' and '7' then
                    min_scale(item.day_number::numeric) = 0
                end
                -- planned_date: a day of the calendar, or null
                and (
                  item.planned_date = 'null'
                  or case
                    when jsonb_typeof(item.planned_date) = 'string' then
                      case
                        when item.planned_date #>> '{}' ~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then
                          right(item.planned_date #>> '{}', 2)::integer <= extract(day from (left(item.planned_date #>> '{}', 8) || '01')::date + interval '1 month - 1 day')
                      end
                  end
                )
                and item.primary_lift in ('"squat"', '"bench"', '"deadlift"')
                and item.intensity_type in ('"heavy"', '"explosive"', '"rep"', '"deload"')
                and (item.block_number = 'null' or item.block_number in ('1', '2', '3'))
                and item.is_deload in ('true', 'false')
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.program_sessions(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.program_sessions(jsonb) is 'Whether a document is what ProgramSessions of @parakeet/db-types describes.';

create or replace function contracts.session_metrics(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from SessionMetrics of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{planned_volume_grams,actual_volume_grams,planned_intensity_pct,actual_intensity_pct,max_rpe_actual,avg_rpe_actual,estimated_1rm_grams,sets_per_muscle}'::text[] = '{}'
        and (
          select
            -- planned_volume_grams, if there: a whole number from 0 to 2147483647
            (
              keys.planned_volume_grams is null
              or case
                when keys.planned_volume_grams between '0' and '2147483647' then
                  min_scale(keys.planned_volume_grams::numeric) = 0
              end
            )
            -- actual_volume_grams, if there: a whole number from 0 to 2147483647
            and (
              keys.actual_volume_grams is null
              or case
                when keys.actual_volume_grams between '0' and '2147483647' then
                  min_scale(keys.actual_volume_grams::numeric) = 0
              end
            )
            -- planned_intensity_pct, if there: a number from 0 to 1.05
            and (
              keys.planned_intensity_pct is null
              or keys.planned_intensity_pct between '0' and '1.05'
            )
            -- actual_intensity_pct, if there: a number from 0 to 2
            and (
              keys.actual_intensity_pct is null
              or keys.actual_intensity_pct between '0' and '2'
            )
            -- max_rpe_actual, if there: a number from 1 to 10 in steps of 0.5
            and (
              keys.max_rpe_actual is null
              or case
                when keys.max_rpe_actual between '1' and '10' then
                  keys.max_rpe_actual::numeric % 0.5 = 0
              end
            )
            -- avg_rpe_actual, if there: a number from 1 to 10
            and (keys.avg_rpe_actual is null or keys.avg_rpe_actual between '1' and '10')
            -- estimated_1rm_grams, if there: a whole number from 0 to 5000000
            and (
              keys.estimated_1rm_grams is null
              or case
                when keys.estimated_1rm_grams between '0' and '5000000' then
                  min_scale(keys.estimated_1rm_grams::numeric) = 0
              end
            )
            and (
              keys.sets_per_muscle is null
              or contracts.sets_per_muscle(keys.sets_per_muscle)
            )
          from (
            select
              document -> 'planned_volume_grams' as planned_volume_grams,
              document -> 'actual_volume_grams' as actual_volume_grams,
              document -> 'planned_intensity_pct' as planned_intensity_pct,
              document -> 'actual_intensity_pct' as actual_intensity_pct,
              document -> 'max_rpe_actual' as max_rpe_actual,
              document -> 'avg_rpe_actual' as avg_rpe_actual,
              document -> 'estimated_1rm_grams' as estimated_1rm_grams,
              document -> 'sets_per_muscle' as sets_per_muscle
            offset 0
          ) as keys
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.session_metrics(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.session_metrics(jsonb) is 'Whether a document is what SessionMetrics of @parakeet/db-types describes.';

do $domain$
begin
  if to_regtype('public.auxiliary_pool') is null then
    create domain public.auxiliary_pool as jsonb;
  end if;
end
$domain$;
alter domain public.auxiliary_pool drop constraint if exists auxiliary_pool_contract;
alter domain public.auxiliary_pool add constraint auxiliary_pool_contract
  check (contracts.auxiliary_pool(value));
comment on domain public.auxiliary_pool is 'Array of the exercises of a pool in its order, as the lifter asked for it.';

do $domain$
begin
  if to_regtype('public.block_assignments') is null then
    create domain public.block_assignments as jsonb;
  end if;
end
$domain$;
alter domain public.block_assignments drop constraint if exists block_assignments_contract;
alter domain public.block_assignments add constraint block_assignments_contract
  check (contracts.block_assignments(value));
comment on domain public.block_assignments is 'Array of auxiliary assignments of a program that starts, one a block and lift.';

do $domain$
begin
  if to_regtype('public.program_sessions') is null then
    create domain public.program_sessions as jsonb;
  end if;
end
$domain$;
alter domain public.program_sessions drop constraint if exists program_sessions_contract;
alter domain public.program_sessions add constraint program_sessions_contract
  check (contracts.program_sessions(value));
comment on domain public.program_sessions is 'Array of the sessions of a program that starts, one a week and day.';

do $domain$
begin
  if to_regtype('public.session_metrics') is null then
    create domain public.session_metrics as jsonb;
  end if;
end
$domain$;
alter domain public.session_metrics drop constraint if exists session_metrics_contract;
alter domain public.session_metrics add constraint session_metrics_contract
  check (contracts.session_metrics(value));
comment on domain public.session_metrics is 'What the client computed of a session: volumes in grams times reps, intensities as fractions of the one-rep max.';

commit;

begin;
set local lock_timeout = '800ms';

alter table public.auxiliary_pool_changes
  drop constraint if exists auxiliary_pool_changes_exercises_contract,
  add constraint auxiliary_pool_changes_exercises_contract
    check (contracts.auxiliary_pool(exercises)) not valid;

comment on column public.auxiliary_pool_changes.exercises is 'Array of the exercises of a pool in its order, as the lifter asked for it.';

commit;

-- Step 2: the rows that were there already are read, while everybody reads and writes on. Should
-- one of them break a CHECK, this stops there and names the CHECK, which holds for new rows on.
-- `npx nx run db-schema:audit` finds the rows; mend them, and push again.

alter table public.auxiliary_pool_changes validate constraint auxiliary_pool_changes_exercises_contract;

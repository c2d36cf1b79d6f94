-- What the contracts of the JSONB columns ask, asked by Postgres too. Written by
-- `npx nx run db-schema:contracts` from libs/db-types/src/json; when a contract changes, it
-- writes a further migration.

-- Step 1: the functions, and the CHECKs as NOT VALID, in a transaction of its own (the Supabase
-- CLI makes none around a file that has one). From here on every row that is written is held to
-- them. Nothing is read, so the locks are short; where a long transaction is in the way, this
-- gives up after a while, and all is as it was, rather than have everybody wait behind it.
begin;
set local lock_timeout = '5s';

create schema if not exists contracts;
comment on schema contracts is 'What the CHECKs of JSONB columns ask: functions compiled from the contracts of @parakeet/db-types. Not exposed to the Data API.';
grant usage on schema contracts to public;

create or replace function contracts.as_clients_read(document jsonb, levels integer)
returns jsonb
language plpgsql
immutable
strict
parallel safe
set search_path = ''
set extra_float_digits = 1
as $contract$
declare
  kind constant text := jsonb_typeof(document);
  read_back jsonb := document;
begin
  -- most documents end here: no number of 16 digits or more, so none that is rounded
  if document::text !~ '[0-9.]{16}' then
    return null;
  end if;
  if kind = 'number' then
    begin
      read_back := to_jsonb(document::float8);
    exception when numeric_value_out_of_range then
      -- too small is 0; too large is infinity, which no contract takes, nor this number
      read_back := case when abs(document::numeric) < 1 then '0' else document end;
    end;
  elsif levels > 0 and kind = 'array' then
    select jsonb_agg(
      coalesce(contracts.as_clients_read(element, levels - 1), element) order by place
    )
    into read_back
    from jsonb_array_elements(document) with ordinality as elements (element, place);
  elsif levels > 0 and kind = 'object' then
    select jsonb_object_agg(
      entry.key, coalesce(contracts.as_clients_read(entry.value, levels - 1), entry.value)
    )
    into read_back
    from jsonb_each(document) as entry;
  end if;
  return nullif(read_back, document);
end;
$contract$;
comment on function contracts.as_clients_read(jsonb, integer) is 'A document with its numbers as a client reads them, rounded to doubles, down to some levels of objects and lists. NULL if that changes nothing.';

create or replace function contracts.applied_adjustments(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from AppliedAdjustments of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 200
        and not exists (
          select
          from (
            select
              element,
              element -> 'session_id' as session_id,
              element -> 'action' as action,
              element -> 'reduction_pct' as reduction_pct,
              element -> 'reps_reduction' as reps_reduction,
              element -> 'rationale' as rationale,
              element -> 'substitution_note' as substitution_note
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{session_id,action,reduction_pct,reps_reduction,rationale,substitution_note}'::text[] = '{}'
                -- session_id: a UUID
                and case
                  when jsonb_typeof(item.session_id) = 'string' then
                    item.session_id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                end
                and item.action in ('"weight_reduced"', '"reps_reduced"', '"session_skipped"', '"exercise_substituted"')
                -- reduction_pct, if there: a number from 0 to 100
                and (item.reduction_pct is null or item.reduction_pct between '0' and '100')
                -- reps_reduction, if there: a whole number from 1 to 100
                and (
                  item.reps_reduction is null
                  or case
                    when item.reps_reduction between '1' and '100' then
                      min_scale(item.reps_reduction::numeric) = 0
                  end
                )
                -- rationale: text of 1 to 2000 characters
                and case
                  when jsonb_typeof(item.rationale) = 'string' then
                    char_length(item.rationale #>> '{}') between 1 and 2000
                end
                -- substitution_note, if there: text of at most 2000 characters
                and (
                  item.substitution_note is null
                  or case
                    when jsonb_typeof(item.substitution_note) = 'string' then
                      char_length(item.substitution_note #>> '{}') <= 2000
                  end
                )
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.applied_adjustments(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.applied_adjustments(jsonb) is 'Whether a document is what AppliedAdjustments of @parakeet/db-types describes.';

create or replace function contracts.intensity_overrides(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from IntensityOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{pct,sets,reps,rpe_target}'::text[] = '{}'
        and (
          select
            -- pct, if there: a number from 0.4 to 1.05
            (keys.pct is null or keys.pct between '0.4' and '1.05')
            -- sets, if there: a whole number from 1 to 10
            and (
              keys.sets is null
              or case
                when keys.sets between '1' and '10' then
                  min_scale(keys.sets::numeric) = 0
              end
            )
            -- reps, if there: a whole number from 1 to 20
            and (
              keys.reps is null
              or case
                when keys.reps between '1' and '20' then
                  min_scale(keys.reps::numeric) = 0
              end
            )
            -- rpe_target, if there: a number from 5 to 10 in steps of 0.5
            and (
              keys.rpe_target is null
              or case
                when keys.rpe_target between '5' and '10' then
                  keys.rpe_target::numeric % 0.5 = 0
              end
            )
          from (
            select
              document -> 'pct' as pct,
              document -> 'sets' as sets,
              document -> 'reps' as reps,
              document -> 'rpe_target' as rpe_target
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.intensity_overrides(jsonb) is 'Whether a document is what IntensityOverrides of @parakeet/db-types describes.';

create or replace function contracts.rep_overrides(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from RepOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{pct,sets,reps,rpe_target,pct_min,pct_max,sets_min,sets_max,reps_min,reps_max}'::text[] = '{}'
        and (
          select
            -- pct, if there: a number from 0.4 to 1.05
            (keys.pct is null or keys.pct between '0.4' and '1.05')
            -- sets, if there: a whole number from 1 to 10
            and (
              keys.sets is null
              or case
                when keys.sets between '1' and '10' then
                  min_scale(keys.sets::numeric) = 0
              end
            )
            -- reps, if there: a whole number from 1 to 20
            and (
              keys.reps is null
              or case
                when keys.reps between '1' and '20' then
                  min_scale(keys.reps::numeric) = 0
              end
            )
            -- rpe_target, if there: a number from 5 to 10 in steps of 0.5
            and (
              keys.rpe_target is null
              or case
                when keys.rpe_target between '5' and '10' then
                  keys.rpe_target::numeric % 0.5 = 0
              end
            )
            -- pct_min, if there: a number from 0.4 to 1.05
            and (keys.pct_min is null or keys.pct_min between '0.4' and '1.05')
            -- pct_max, if there: a number from 0.4 to 1.05
            and (keys.pct_max is null or keys.pct_max between '0.4' and '1.05')
            -- sets_min, if there: a whole number from 1 to 10
            and (
              keys.sets_min is null
              or case
                when keys.sets_min between '1' and '10' then
                  min_scale(keys.sets_min::numeric) = 0
              end
            )
            -- sets_max, if there: a whole number from 1 to 10
            and (
              keys.sets_max is null
              or case
                when keys.sets_max between '1' and '10' then
                  min_scale(keys.sets_max::numeric) = 0
              end
            )
            -- reps_min, if there: a whole number from 1 to 20
            and (
              keys.reps_min is null
              or case
                when keys.reps_min between '1' and '20' then
                  min_scale(keys.reps_min::numeric) = 0
              end
            )
            -- reps_max, if there: a whole number from 1 to 20
            and (
              keys.reps_max is null
              or case
                when keys.reps_max between '1' and '20' then
                  min_scale(keys.reps_max::numeric) = 0
              end
            )
            -- where both are there, pct_min is not above pct_max
            and (keys.pct_min <= keys.pct_max) is not false
            -- where both are there, sets_min is not above sets_max
            and (keys.sets_min <= keys.sets_max) is not false
            -- where both are there, reps_min is not above reps_max
            and (keys.reps_min <= keys.reps_max) is not false
          from (
            select
              document -> 'pct' as pct,
              document -> 'sets' as sets,
              document -> 'reps' as reps,
              document -> 'rpe_target' as rpe_target,
              document -> 'pct_min' as pct_min,
              document -> 'pct_max' as pct_max,
              document -> 'sets_min' as sets_min,
              document -> 'sets_max' as sets_max,
              document -> 'reps_min' as reps_min,
              document -> 'reps_max' as reps_max
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.rep_overrides(jsonb) is 'Whether a document is what RepOverrides of @parakeet/db-types describes.';

create or replace function contracts.block_overrides(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from BlockOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{heavy,explosive,rep}'::text[] = '{}'
        and (
          select
            (keys.heavy is null or contracts.intensity_overrides(keys.heavy))
            and (keys.explosive is null or contracts.intensity_overrides(keys.explosive))
            and (keys.rep is null or contracts.rep_overrides(keys.rep))
            -- one of these at least
            and document ?| '{heavy,explosive,rep}'::text[]
          from (
            select
              document -> 'heavy' as heavy,
              document -> 'explosive' as explosive,
              document -> 'rep' as rep
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.block_overrides(jsonb) is 'Whether a document is what BlockOverrides of @parakeet/db-types describes.';

create or replace function contracts.deload_overrides(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from DeloadOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{pct,sets,reps,rpe_target}'::text[] = '{}'
        and (
          select
            -- pct, if there: a number from 0.2 to 0.6
            (keys.pct is null or keys.pct between '0.2' and '0.6')
            -- sets, if there: a whole number from 1 to 5
            and (
              keys.sets is null
              or case
                when keys.sets between '1' and '5' then
                  min_scale(keys.sets::numeric) = 0
              end
            )
            -- reps, if there: a whole number from 1 to 15
            and (
              keys.reps is null
              or case
                when keys.reps between '1' and '15' then
                  min_scale(keys.reps::numeric) = 0
              end
            )
            -- rpe_target, if there: a number from 5 to 10 in steps of 0.5
            and (
              keys.rpe_target is null
              or case
                when keys.rpe_target between '5' and '10' then
                  keys.rpe_target::numeric % 0.5 = 0
              end
            )
          from (
            select
              document -> 'pct' as pct,
              document -> 'sets' as sets,
              document -> 'reps' as reps,
              document -> 'rpe_target' as rpe_target
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.deload_overrides(jsonb) is 'Whether a document is what DeloadOverrides of @parakeet/db-types describes.';

create or replace function contracts.progressive_overload(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from ProgressiveOverload of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{heavy_pct_increment_per_block}'::text[] = '{}'
        and (
          select
            -- heavy_pct_increment_per_block, if there: a number from 0.025 to 0.1
            (
              keys.heavy_pct_increment_per_block is null
              or keys.heavy_pct_increment_per_block between '0.025' and '0.1'
            )
          from (
            select
              document -> 'heavy_pct_increment_per_block' as heavy_pct_increment_per_block
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.progressive_overload(jsonb) is 'Whether a document is what ProgressiveOverload of @parakeet/db-types describes.';

create or replace function contracts.training_max_increase(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from TrainingMaxIncrease of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{squat_min_grams,squat_max_grams,bench_min_grams,bench_max_grams,deadlift_min_grams,deadlift_max_grams}'::text[] = '{}'
        and (
          select
            -- squat_min_grams, if there: a whole number from 1 to 9007199254740991
            (
              keys.squat_min_grams is null
              or case
                when keys.squat_min_grams between '1' and '9007199254740991' then
                  min_scale(keys.squat_min_grams::numeric) = 0
              end
            )
            -- squat_max_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.squat_max_grams is null
              or case
                when keys.squat_max_grams between '1' and '9007199254740991' then
                  min_scale(keys.squat_max_grams::numeric) = 0
              end
            )
            -- bench_min_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.bench_min_grams is null
              or case
                when keys.bench_min_grams between '1' and '9007199254740991' then
                  min_scale(keys.bench_min_grams::numeric) = 0
              end
            )
            -- bench_max_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.bench_max_grams is null
              or case
                when keys.bench_max_grams between '1' and '9007199254740991' then
                  min_scale(keys.bench_max_grams::numeric) = 0
              end
            )
            -- deadlift_min_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.deadlift_min_grams is null
              or case
                when keys.deadlift_min_grams between '1' and '9007199254740991' then
                  min_scale(keys.deadlift_min_grams::numeric) = 0
              end
            )
            -- deadlift_max_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.deadlift_max_grams is null
              or case
                when keys.deadlift_max_grams between '1' and '9007199254740991' then
                  min_scale(keys.deadlift_max_grams::numeric) = 0
              end
            )
            -- where both are there, squat_min_grams is not above squat_max_grams
            and (keys.squat_min_grams <= keys.squat_max_grams) is not false
            -- where both are there, bench_min_grams is not above bench_max_grams
            and (keys.bench_min_grams <= keys.bench_max_grams) is not false
            -- where both are there, deadlift_min_grams is not above deadlift_max_grams
            and (keys.deadlift_min_grams <= keys.deadlift_max_grams) is not false
          from (
            select
              document -> 'squat_min_grams' as squat_min_grams,
              document -> 'squat_max_grams' as squat_max_grams,
              document -> 'bench_min_grams' as bench_min_grams,
              document -> 'bench_max_grams' as bench_max_grams,
              document -> 'deadlift_min_grams' as deadlift_min_grams,
              document -> 'deadlift_max_grams' as deadlift_max_grams
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.training_max_increase(jsonb) is 'Whether a document is what TrainingMaxIncrease of @parakeet/db-types describes.';

create or replace function contracts.formula_overrides(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from FormulaOverrides of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{block1,block2,block3,deload,progressive_overload,training_max_increase}'::text[] = '{}'
        and (
          select
            (keys.block1 is null or contracts.block_overrides(keys.block1))
            and (keys.block2 is null or contracts.block_overrides(keys.block2))
            and (keys.block3 is null or contracts.block_overrides(keys.block3))
            and (keys.deload is null or contracts.deload_overrides(keys.deload))
            and (
              keys.progressive_overload is null
              or contracts.progressive_overload(keys.progressive_overload)
            )
            and (
              keys.training_max_increase is null
              or contracts.training_max_increase(keys.training_max_increase)
            )
          from (
            select
              document -> 'block1' as block1,
              document -> 'block2' as block2,
              document -> 'block3' as block3,
              document -> 'deload' as deload,
              document -> 'progressive_overload' as progressive_overload,
              document -> 'training_max_increase' as training_max_increase
            offset 0
          ) as keys
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.formula_overrides(contracts.as_clients_read(document, 3)), false);
end;
$contract$;
comment on function contracts.formula_overrides(jsonb) is 'Whether a document is what FormulaOverrides of @parakeet/db-types describes.';

create or replace function contracts.sets_per_muscle(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from SetsPerMuscle of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
        -- each value: a number from 0 to 200 in steps of 0.5
        and not exists (
          select
          from jsonb_each(document) as entry (key, value)
          where (
            case
              when entry.value between '0' and '200' then
                entry.value::numeric % 0.5 = 0
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.sets_per_muscle(contracts.as_clients_read(document, 1)), false);
end;
$contract$;
comment on function contracts.sets_per_muscle(jsonb) is 'Whether a document is what SetsPerMuscle of @parakeet/db-types describes.';

create or replace function contracts.recovery_payload(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from RecoveryPayload of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        octet_length(document::text) <= 262144
        -- no deeper than 500 levels of objects and lists
        and not jsonb_path_exists(
          document,
          'strict $.**{500} ? (@.type() == "object" || @.type() == "array")'
        )
        -- no number that JavaScript reads as infinity
        and case when document::text ~ '[0-9]{255}' then
          not jsonb_path_exists(
            document,
            'strict $.** ? (@.type() == "number" && (@ >= $infinity || @ <= -$infinity))',
            jsonb_build_object('infinity', 179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792)
          )
        else true end
    end
  ) is true;
end;
$contract$;
comment on function contracts.recovery_payload(jsonb) is 'Whether a document is what RecoveryPayload of @parakeet/db-types describes.';

create or replace function contracts.actual_sets(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from ActualSets of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 200
        and (
          select
            coalesce(bool_and((
              case
                when jsonb_typeof(item.element) = 'object' then
                  item.element - '{set_number,weight_grams,reps_completed,rpe_actual,notes}'::text[] = '{}'
                  -- set_number: a whole number from 1 to 200
                  and case
                    when item.set_number between '1' and '200' then
                      min_scale(item.set_number::numeric) = 0
                  end
                  -- weight_grams: a whole number from 0 to 1000000
                  and case
                    when item.weight_grams between '0' and '1000000' then
                      min_scale(item.weight_grams::numeric) = 0
                  end
                  -- reps_completed: a whole number from 0 to 100
                  and case
                    when item.reps_completed between '0' and '100' then
                      min_scale(item.reps_completed::numeric) = 0
                  end
                  -- rpe_actual, if there: a number from 1 to 10 in steps of 0.5
                  and (
                    item.rpe_actual is null
                    or case
                      when item.rpe_actual between '1' and '10' then
                        item.rpe_actual::numeric % 0.5 = 0
                    end
                  )
                  -- notes, if there: text of at most 2000 characters
                  and (
                    item.notes is null
                    or case
                      when jsonb_typeof(item.notes) = 'string' then
                        char_length(item.notes #>> '{}') <= 2000
                    end
                  )
              end
            ) is true), true)
            -- set_number is unique in the list
            and count(distinct item.set_number) = count(*)
          from (
            select
              element,
              element -> 'set_number' as set_number,
              element -> 'weight_grams' as weight_grams,
              element -> 'reps_completed' as reps_completed,
              element -> 'rpe_actual' as rpe_actual,
              element -> 'notes' as notes
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.actual_sets(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.actual_sets(jsonb) is 'Whether a document is what ActualSets of @parakeet/db-types describes.';

create or replace function contracts.planned_sets(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from PlannedSets of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 200
        and not exists (
          select
          from (
            select
              element,
              element -> 'set_number' as set_number,
              element -> 'weight_grams' as weight_grams,
              element -> 'reps' as reps,
              element -> 'rpe_target' as rpe_target,
              element -> 'reps_range' as reps_range
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{set_number,weight_grams,reps,rpe_target,reps_range}'::text[] = '{}'
                -- set_number: a whole number from 1 to 200
                and case
                  when item.set_number between '1' and '200' then
                    min_scale(item.set_number::numeric) = 0
                end
                -- weight_grams: a whole number from 0 to 1000000
                and case
                  when item.weight_grams between '0' and '1000000' then
                    min_scale(item.weight_grams::numeric) = 0
                end
                -- reps: a whole number from 1 to 100
                and case
                  when item.reps between '1' and '100' then
                    min_scale(item.reps::numeric) = 0
                end
                -- rpe_target, if there: a number from 1 to 10 in steps of 0.5
                and (
                  item.rpe_target is null
                  or case
                    when item.rpe_target between '1' and '10' then
                      item.rpe_target::numeric % 0.5 = 0
                  end
                )
                and (
                  item.reps_range is null
                  or case
                    when jsonb_typeof(item.reps_range) = 'array' then
                      jsonb_array_length(item.reps_range) = 2
                      and (
                        select
                          -- [0]: a whole number from 1 to 100
                          case
                            when reps_range_places.place_0 between '1' and '100' then
                              min_scale(reps_range_places.place_0::numeric) = 0
                          end
                          -- [1]: a whole number from 1 to 100
                          and case
                            when reps_range_places.place_1 between '1' and '100' then
                              min_scale(reps_range_places.place_1::numeric) = 0
                          end
                          and reps_range_places.place_0 <= reps_range_places.place_1
                        from (
                          select item.reps_range -> 0 as place_0, item.reps_range -> 1 as place_1
                          offset 0
                        ) as reps_range_places
                      )
                  end
                )
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.planned_sets(contracts.as_clients_read(document, 3)), false);
end;
$contract$;
comment on function contracts.planned_sets(jsonb) is 'Whether a document is what PlannedSets of @parakeet/db-types describes.';

create or replace function contracts.soreness_ratings(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from SorenessRatings of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
        -- each value: a whole number from 1 to 5
        and not exists (
          select
          from jsonb_each(document) as entry (key, value)
          where (
            case
              when entry.value between '1' and '5' then
                min_scale(entry.value::numeric) = 0
            end
          ) is not true
        )
        -- one of these at least
        and document ?| '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[]
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.soreness_ratings(contracts.as_clients_read(document, 1)), false);
end;
$contract$;
comment on function contracts.soreness_ratings(jsonb) is 'Whether a document is what SorenessRatings of @parakeet/db-types describes.';

create or replace function contracts.volume_limits(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from VolumeLimits of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{mev,mrv}'::text[] = '{}'
        and (
          select
            -- mev: a whole number from 0 to 200
            case
              when keys.mev between '0' and '200' then
                min_scale(keys.mev::numeric) = 0
            end
            -- mrv: a whole number from 0 to 200
            and case
              when keys.mrv between '0' and '200' then
                min_scale(keys.mrv::numeric) = 0
            end
          from (
            select
              document -> 'mev' as mev,
              document -> 'mrv' as mrv
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.volume_limits(jsonb) is 'Whether a document is what VolumeLimits of @parakeet/db-types describes.';

create or replace function contracts.jit_input_snapshot_v1(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from JitInputSnapshotV1 of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{version,primary_lift,intensity_type,week_number,block_number,one_rm_grams,formula_config_id,soreness_ratings,sets_per_muscle_this_week,volume_limits,auxiliary_exercises,session_log_ids,disruption_ids}'::text[] = '{}'
        and (
          select
            keys.version = '1'
            and keys.primary_lift in ('"squat"', '"bench"', '"deadlift"')
            and keys.intensity_type in ('"heavy"', '"explosive"', '"rep"', '"deload"')
            -- week_number: a whole number from 1 to 104
            and case
              when keys.week_number between '1' and '104' then
                min_scale(keys.week_number::numeric) = 0
            end
            and (keys.block_number = 'null' or keys.block_number in ('1', '2', '3'))
            -- one_rm_grams: a whole number from 1 to 1000000
            and case
              when keys.one_rm_grams between '1' and '1000000' then
                min_scale(keys.one_rm_grams::numeric) = 0
            end
            -- formula_config_id: a UUID
            and case
              when jsonb_typeof(keys.formula_config_id) = 'string' then
                keys.formula_config_id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
            end
            and contracts.soreness_ratings(keys.soreness_ratings)
            and case
              when jsonb_typeof(keys.sets_per_muscle_this_week) = 'object' then
                keys.sets_per_muscle_this_week - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
                -- each value: a number from 0 to 1400 in steps of 0.5
                and not exists (
                  select
                  from jsonb_each(keys.sets_per_muscle_this_week) as sets_per_muscle_this_week_entry (key, value)
                  where (
                    case
                      when sets_per_muscle_this_week_entry.value between '0' and '1400' then
                        sets_per_muscle_this_week_entry.value::numeric % 0.5 = 0
                    end
                  ) is not true
                )
            end
            and case
              when jsonb_typeof(keys.volume_limits) = 'object' then
                keys.volume_limits - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
                and not exists (
                  select
                  from jsonb_each(keys.volume_limits) as volume_limits_entry (key, value)
                  where (
                    contracts.volume_limits(volume_limits_entry.value)
                  ) is not true
                )
            end
            and case
              when jsonb_typeof(keys.auxiliary_exercises) = 'array' then
                jsonb_array_length(keys.auxiliary_exercises) = 2
                and (
                  select
                    -- [0]: text of 1 to 200 characters
                    case
                      when jsonb_typeof(auxiliary_exercises_places.place_0) = 'string' then
                        char_length(auxiliary_exercises_places.place_0 #>> '{}') between 1 and 200
                    end
                    -- [1]: text of 1 to 200 characters
                    and case
                      when jsonb_typeof(auxiliary_exercises_places.place_1) = 'string' then
                        char_length(auxiliary_exercises_places.place_1 #>> '{}') between 1 and 200
                    end
                  from (
                    select keys.auxiliary_exercises -> 0 as place_0, keys.auxiliary_exercises -> 1 as place_1
                    offset 0
                  ) as auxiliary_exercises_places
                )
            end
            -- session_log_ids: a list of 0 to 200 elements
            and case
              when jsonb_typeof(keys.session_log_ids) = 'array' then
                jsonb_array_length(keys.session_log_ids) <= 200
                and not exists (
                  select
                  from jsonb_array_elements(keys.session_log_ids) as session_log_ids_items (element)
                  where (
                    case
                      when jsonb_typeof(session_log_ids_items.element) = 'string' then
                        session_log_ids_items.element #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                    end
                  ) is not true
                )
            end
            -- disruption_ids: a list of 0 to 200 elements
            and case
              when jsonb_typeof(keys.disruption_ids) = 'array' then
                jsonb_array_length(keys.disruption_ids) <= 200
                and not exists (
                  select
                  from jsonb_array_elements(keys.disruption_ids) as disruption_ids_items (element)
                  where (
                    case
                      when jsonb_typeof(disruption_ids_items.element) = 'string' then
                        disruption_ids_items.element #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                    end
                  ) is not true
                )
            end
          from (
            select
              document -> 'version' as version,
              document -> 'primary_lift' as primary_lift,
              document -> 'intensity_type' as intensity_type,
              document -> 'week_number' as week_number,
              document -> 'block_number' as block_number,
              document -> 'one_rm_grams' as one_rm_grams,
              document -> 'formula_config_id' as formula_config_id,
              document -> 'soreness_ratings' as soreness_ratings,
              document -> 'sets_per_muscle_this_week' as sets_per_muscle_this_week,
              document -> 'volume_limits' as volume_limits,
              document -> 'auxiliary_exercises' as auxiliary_exercises,
              document -> 'session_log_ids' as session_log_ids,
              document -> 'disruption_ids' as disruption_ids
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$contract$;
comment on function contracts.jit_input_snapshot_v1(jsonb) is 'Whether a document is what JitInputSnapshotV1 of @parakeet/db-types describes.';

create or replace function contracts.jit_input_snapshot(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from JitInputSnapshot of @parakeet/db-types
  if (
    case
      when document -> 'version' = '1' then
        contracts.jit_input_snapshot_v1(document)
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.jit_input_snapshot(contracts.as_clients_read(document, 4)), false);
end;
$contract$;
comment on function contracts.jit_input_snapshot(jsonb) is 'Whether a document is what JitInputSnapshot of @parakeet/db-types describes.';

create or replace function contracts.warmup_steps(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from WarmupSteps of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) between 1 and 20
        and not exists (
          select
          from (
            select
              element,
              element -> 'pct' as pct,
              element -> 'reps' as reps
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{pct,reps}'::text[] = '{}'
                -- pct: a number from 0 to 1
                and item.pct between '0' and '1'
                -- reps: a whole number from 1 to 30
                and case
                  when item.reps between '1' and '30' then
                    min_scale(item.reps::numeric) = 0
                end
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.warmup_steps(contracts.as_clients_read(document, 2)), false);
end;
$contract$;
comment on function contracts.warmup_steps(jsonb) is 'Whether a document is what WarmupSteps of @parakeet/db-types describes.';

alter table public.edge_cases
  drop constraint if exists edge_cases_adjustment_applied_contract,
  add constraint edge_cases_adjustment_applied_contract
    check (contracts.applied_adjustments(adjustment_applied)) not valid;

alter table public.formula_configs
  drop constraint if exists formula_configs_overrides_contract,
  add constraint formula_configs_overrides_contract
    check (contracts.formula_overrides(overrides)) not valid;

alter table public.performance_metrics
  drop constraint if exists performance_metrics_sets_per_muscle_contract,
  add constraint performance_metrics_sets_per_muscle_contract
    check (contracts.sets_per_muscle(sets_per_muscle)) not valid;

alter table public.recovery_snapshots
  drop constraint if exists recovery_snapshots_raw_payload_contract,
  add constraint recovery_snapshots_raw_payload_contract
    check (contracts.recovery_payload(raw_payload)) not valid;

alter table public.session_logs
  drop constraint if exists session_logs_actual_sets_contract,
  add constraint session_logs_actual_sets_contract
    check (contracts.actual_sets(actual_sets)) not valid;

alter table public.sessions
  drop constraint if exists sessions_planned_sets_contract,
  add constraint sessions_planned_sets_contract
    check (contracts.planned_sets(planned_sets)) not valid;

alter table public.sessions
  drop constraint if exists sessions_jit_input_snapshot_contract,
  add constraint sessions_jit_input_snapshot_contract
    check (contracts.jit_input_snapshot(jit_input_snapshot)) not valid;

alter table public.soreness_checkins
  drop constraint if exists soreness_checkins_ratings_contract,
  add constraint soreness_checkins_ratings_contract
    check (contracts.soreness_ratings(ratings)) not valid;

alter table public.warmup_configs
  drop constraint if exists warmup_configs_custom_steps_contract,
  add constraint warmup_configs_custom_steps_contract
    check (contracts.warmup_steps(custom_steps)) not valid;

alter table public.warmup_configs
  drop constraint if exists warmup_configs_custom_steps_protocol_contract,
  add constraint warmup_configs_custom_steps_protocol_contract
    check ((custom_steps is not null) = (protocol is not distinct from 'custom')) not valid;

-- The locks go with the transaction, before any table is read.
commit;

-- Step 2: the rows that were there already are read, while everybody reads and writes on. Should
-- one of them break a CHECK, this stops there and names the CHECK, which holds for new rows on.
-- `npx nx run db-schema:audit` finds the rows; mend them, and push again: every statement here
-- can be run twice.

alter table public.edge_cases validate constraint edge_cases_adjustment_applied_contract;
alter table public.formula_configs validate constraint formula_configs_overrides_contract;
alter table public.performance_metrics validate constraint performance_metrics_sets_per_muscle_contract;
alter table public.recovery_snapshots validate constraint recovery_snapshots_raw_payload_contract;
alter table public.session_logs validate constraint session_logs_actual_sets_contract;
alter table public.sessions validate constraint sessions_planned_sets_contract;
alter table public.sessions validate constraint sessions_jit_input_snapshot_contract;
alter table public.soreness_checkins validate constraint soreness_checkins_ratings_contract;
alter table public.warmup_configs validate constraint warmup_configs_custom_steps_contract;
alter table public.warmup_configs validate constraint warmup_configs_custom_steps_protocol_contract;

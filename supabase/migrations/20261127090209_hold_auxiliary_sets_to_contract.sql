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

create or replace function contracts.auxiliary_sets(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $contract$
begin
  -- compiled from AuxiliarySets of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 20
        and not exists (
          select
          from (
            select
              element,
              element -> 'exercise' as exercise,
              element -> 'sets' as sets
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{exercise,sets}'::text[] = '{}'
                -- exercise: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise) = 'string' then
                    char_length(item.exercise #>> '{}') between 1 and 200
                end
                -- sets: a list of 1 to 50 elements
                and case
                  when jsonb_typeof(item.sets) = 'array' then
                    jsonb_array_length(item.sets) between 1 and 50
                    and (
                      select
                        coalesce(bool_and((
                          case
                            when jsonb_typeof(sets_item.element) = 'object' then
                              sets_item.element - '{set_number,weight_grams,reps_completed,rpe_actual}'::text[] = '{}'
                              -- set_number: a whole number from 1 to 200
                              and case
                                when sets_item.set_number between '1' and '200' then
                                  min_scale(sets_item.set_number::numeric) = 0
                              end
                              -- weight_grams: a whole number from 0 to 1000000
                              and case
                                when sets_item.weight_grams between '0' and '1000000' then
                                  min_scale(sets_item.weight_grams::numeric) = 0
                              end
                              -- reps_completed: a whole number from 0 to 100
                              and case
                                when sets_item.reps_completed between '0' and '100' then
                                  min_scale(sets_item.reps_completed::numeric) = 0
                              end
                              -- rpe_actual, if there: a number from 1 to 10 in steps of 0.5
                              and (
                                sets_item.rpe_actual is null
                                or case
                                  when sets_item.rpe_actual between '1' and '10' then
                                    sets_item.rpe_actual::numeric % 0.5 = 0
                                end
                              )
                          end
                        ) is true), true)
                        -- set_number is unique in the list
                        and count(distinct sets_item.set_number) = count(*)
                      from (
                        select
                          element,
                          element -> 'set_number' as set_number,
                          element -> 'weight_grams' as weight_grams,
                          element -> 'reps_completed' as reps_completed,
                          element -> 'rpe_actual' as rpe_actual
                        from jsonb_array_elements(item.sets) as elements (element)
                        offset 0
                      ) as sets_item
                    )
                end
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.auxiliary_sets(contracts.as_clients_read(document, 4)), false);
end;
$contract$;
comment on function contracts.auxiliary_sets(jsonb) is 'Whether a document is what AuxiliarySets of @parakeet/db-types describes.';

commit;

begin;
set local lock_timeout = '800ms';

alter table public.session_logs
  drop constraint if exists session_logs_auxiliary_sets_contract,
  add constraint session_logs_auxiliary_sets_contract
    check (contracts.auxiliary_sets(auxiliary_sets)) not valid;

commit;

-- Step 2: the rows that were there already are read, while everybody reads and writes on. Should
-- one of them break a CHECK, this stops there and names the CHECK, which holds for new rows on.
-- `npx nx run db-schema:audit` finds the rows; mend them, and push again.

alter table public.session_logs validate constraint session_logs_auxiliary_sets_contract;

/** What is to be proved of a migration on a database with rows in it. */
export interface UpgradeProof {
  /** The tables that it adds rows to, and why; it changes and deletes none anywhere. */
  readonly adds?: Readonly<Record<string, string>>;
  /** Rows of the step before that it refuses; or why there are none. */
  readonly refuses: RefusedRows | string;
}

/** Rows that were valid, and break the new rule. */
export interface RefusedRows {
  /** Makes them out of those of a volume. */
  readonly sql: string;
  /** What is said of them: how many, which, and how to find them. */
  readonly says: readonly RegExp[];
  /** Makes them valid again. */
  readonly mend: string;
  /** Why the rules are there though it stopped. If not given, nothing at all has changed. */
  readonly leaves?: { readonly structure: RegExp; readonly because: string };
}

const first = (table: string, where = 'true') =>
  `(select id from public.${table} where ${where} order by id limit 1)`;

/** By the name of the migration. One without a proof fails the tests. */
export const upgradeProofs: Readonly<Record<string, UpgradeProof>> = {
  enforce_json_contracts: {
    refuses: {
      sql: `update public.session_logs set actual_sets = '{"sets": []}' where id = ${first('session_logs')}`,
      says: [
        /"session_logs_actual_sets_contract" of relation "session_logs" is violated by some row/,
      ],
      mend: `update public.session_logs set actual_sets = '[]' where actual_sets = '{"sets": []}'`,
      leaves: {
        structure: /^\+ (?:schema contracts|function contracts\.|constraint .*_contract )/,
        because:
          'it landed before this was asked: its first step holds new rows to the contracts, and db-schema:audit counts and names the old ones',
      },
    },
  },
  index_hot_reads: { refuses: 'its indexes are not unique' },
  carry_owner_in_references: {
    refuses: {
      sql: `update public.soreness_checkins as checkin set user_id = other.id
        from public.profiles as other
        where checkin.id = ${first('soreness_checkins')} and other.id <> checkin.user_id
          and other.id in (select user_id from public.programs)`,
      says: [
        /nothing was changed/,
        /1 rows of soreness_checkins break soreness_checkins_session_id_fkey, .*: [0-9a-f-]{36}/,
        /select source\.\* from public\.soreness_checkins/,
      ],
      mend: `update public.soreness_checkins as checkin set user_id = session.user_id
        from public.sessions as session where session.id = session_id`,
    },
  },
  hold_states_and_counts: {
    refuses: {
      sql: `
        update public.programs set status = 'active' where user_id in (
          select user_id from public.programs group by user_id having count(*) > 1
          order by user_id limit 1
        );
        update public.lifter_maxes set squat_1rm_grams = 0 where id = ${first('lifter_maxes')}`,
      says: [
        /nothing was changed/,
        /\d+ rows of programs break programs_user_id_active_idx: [0-9a-f-]{36}/,
        /1 rows of lifter_maxes break lifter_maxes_squat_1rm_grams_check: [0-9a-f-]{36}/,
        /select \* from public\.lifter_maxes where not/,
      ],
      mend: `
        update public.programs set status = 'archived' where status = 'active';
        update public.lifter_maxes set squat_1rm_grams = 100000 where squat_1rm_grams = 0`,
    },
  },
  keep_times: {
    adds: { profiles: 'the accounts that had none get theirs' },
    refuses: 'it asks nothing of the rows that are there',
  },
  record_auxiliary_pool_changes: { refuses: 'it makes a table' },
  enforce_argument_contracts: {
    refuses: {
      sql: `insert into public.auxiliary_pool_changes (id, user_id, lift, exercises)
        select id, id, 'squat', '{}' from public.profiles order by id limit 1`,
      says: [
        /"auxiliary_pool_changes_exercises_contract" of relation "auxiliary_pool_changes" is violated by some row/,
      ],
      mend: `delete from public.auxiliary_pool_changes`,
      leaves: {
        structure: /^\+ (?:function contracts\.|constraint .*_contract )/,
        because:
          'the file is made as the first of its kind; the table is one step old, and nothing writes to it yet',
      },
    },
  },
  do_whole_actions: { refuses: 'it makes functions' },
  end_corrections_at_a_log: {
    refuses: {
      // of the awkward rows: a correction corrects the one that corrects it
      sql: `update public.session_logs set corrects_log_id = '00000000-0000-4000-8005-0000000000c3'
        where id = '00000000-0000-4000-8005-0000000000c2'`,
      says: [
        /nothing was changed/,
        /2 rows of session_logs break session_logs_corrections_end, .*: 00000000-0000-4000-8005-0000000000c2, 0/,
        /with recursive chain/,
      ],
      mend: `update public.session_logs set corrects_log_id = '00000000-0000-4000-8005-0000000000c1'
        where id = '00000000-0000-4000-8005-0000000000c2'`,
    },
  },
  refuse_null_arguments: { refuses: 'it changes what functions take' },
};

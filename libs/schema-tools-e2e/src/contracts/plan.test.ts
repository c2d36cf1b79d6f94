import {
  compileContracts,
  isInStep,
  loadContracts,
  migrationName,
  migrationText,
  piecesOf,
  planContracts,
  project,
  type ContractsPlan,
  type ContractSources,
} from '@parakeet/schema-tools';
import type * as dbTypes from '@parakeet/db-types';
import { jsonContracts } from '@parakeet/db-types';
import { withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { withRunDatabase } from '@parakeet/db-harness';

const { sources } = await loadContracts(project());
const compiled = compileContracts(sources);
const wanted = piecesOf(compiled);

/** The contracts with one changed, under the name that it had. */
function withContract(
  name: keyof typeof dbTypes,
  changed: z.core.$ZodType,
  columns: ContractSources['columns'],
) {
  const others = [...sources.names].filter(([, other]) => other !== name);
  const names = new Map(others).set(changed, name);
  return piecesOf(compileContracts({ ...sources, columns, names }));
}

/** What a plan does, in short. */
function inShort({ changed, left }: ContractsPlan) {
  const named = (kind: string) =>
    changed
      .filter((piece) => piece.kind === kind)
      .map((piece) => ('table' in piece ? `${piece.table}.${piece.name}` : piece.name));
  return {
    schemas: named('schema'),
    functions: named('function'),
    domains: named('domain'),
    checks: named('check'),
    comments: named('comment'),
    left: left.map(({ name }) => name),
  };
}

const nothing = { schemas: [], functions: [], domains: [], checks: [], comments: [], left: [] };

/** A changed database, with its plans before and after the migration. */
async function planAfter(change: (client: pg.ClientBase) => Promise<unknown>, pieces = wanted) {
  return withRunDatabase(({ ownerUrl }) =>
    withClient(ownerUrl, async (client) => {
      await change(client);
      const plan = await planContracts(client, pieces);
      const text = migrationText(plan);
      await client.query(text);
      // safe to run again
      await client.query(text);
      return { plan, text, left: await planContracts(client, pieces) };
    }),
  );
}

it('the migrations are in step with the contracts', async () => {
  await withRunDatabase(({ ownerUrl }) =>
    withClient(ownerUrl, async (client) => {
      const plan = await planContracts(client, wanted);
      expect(inShort(plan)).toEqual(nothing);
      expect(isInStep(plan)).toBe(true);
      // looking changes nothing
      expect(isInStep(await planContracts(client, wanted))).toBe(true);
    }),
  );
});

describe('a contract that changes', () => {
  it('changes its function and its CHECK, and nothing else', async () => {
    const Fewer = z.array(jsonContracts.warmup_configs.custom_steps.element).min(1).max(10);
    const pieces = withContract('WarmupSteps', Fewer, {
      ...jsonContracts,
      warmup_configs: { custom_steps: Fewer },
    });
    const { plan, text, left } = await planAfter(async () => undefined, pieces);
    expect(inShort(plan)).toEqual({
      ...nothing,
      functions: ['warmup_steps'],
      checks: ['warmup_configs.warmup_configs_custom_steps_contract'],
      // it has no description: the comment stays
    });
    expect(text).not.toContain('actual_sets');
    expect(isInStep(left)).toBe(true);
  });

  it('validates a CHECK anew whose function only calls the one that changed', async () => {
    const { plan, text, left } = await planAfter((client) =>
      client.query(`create or replace function contracts.intensity_overrides(document jsonb)
        returns boolean language plpgsql immutable strict parallel safe set search_path = ''
        as 'begin return true; end'`),
    );
    expect(inShort(plan)).toEqual({
      ...nothing,
      functions: ['intensity_overrides'],
      checks: ['formula_configs.formula_configs_overrides_contract'],
    });
    expect(text).toContain('validate constraint formula_configs_overrides_contract');
    expect(isInStep(left)).toBe(true);
  });

  it('changes a comment alone when only its words change', async () => {
    const Described = jsonContracts.soreness_checkins.ratings.meta({ description: "A lifter's." });
    const pieces = withContract('SorenessRatings', Described, {
      ...jsonContracts,
      soreness_checkins: { ratings: Described },
    });
    const { plan, text, left } = await planAfter(async () => undefined, pieces);
    // the snapshot holds the part as it was, which has no name in this registry any more
    expect(inShort(plan).comments).toEqual(['soreness_checkins.ratings']);
    expect(text).toContain(`comment on column public.soreness_checkins.ratings is 'A lifter''s.';`);
    expect(isInStep(left)).toBe(true);
  });
});

describe('a database that is not as the contracts say', () => {
  it.each<[string, string, Partial<typeof nothing> | Record<string, string[]>]>([
    [
      'a CHECK that is gone',
      'alter table session_logs drop constraint session_logs_actual_sets_contract',
      { checks: ['session_logs.session_logs_actual_sets_contract'] },
    ],
    [
      'a CHECK that is weaker',
      `alter table session_logs drop constraint session_logs_actual_sets_contract,
         add constraint session_logs_actual_sets_contract
           check (contracts.actual_sets(actual_sets) or session_rpe is null)`,
      { checks: ['session_logs.session_logs_actual_sets_contract'] },
    ],
    [
      'a CHECK that was never validated',
      `alter table session_logs drop constraint session_logs_actual_sets_contract,
         add constraint session_logs_actual_sets_contract
           check (contracts.actual_sets(actual_sets)) not valid`,
      { checks: ['session_logs.session_logs_actual_sets_contract'] },
    ],
    [
      'a CHECK more',
      'alter table sessions add constraint sessions_old_contract check (week_number > 0)',
      { left: ['sessions_old_contract'] },
    ],
    [
      'the rule of custom_steps that is gone',
      'alter table warmup_configs drop constraint warmup_configs_custom_steps_protocol_contract',
      { checks: ['warmup_configs.warmup_configs_custom_steps_protocol_contract'] },
    ],
    [
      'a function more',
      `create function contracts.old_steps(jsonb) returns boolean language sql return true`,
      { left: ['old_steps'] },
    ],
    [
      'a function that is not immutable',
      'alter function contracts.volume_limits(jsonb) volatile',
      {
        functions: ['volume_limits'],
        checks: ['sessions.sessions_jit_input_snapshot_contract'],
      },
    ],
    [
      'a function without its search path',
      'alter function contracts.sets_per_muscle(jsonb) reset search_path',
      {
        functions: ['sets_per_muscle'],
        checks: ['performance_metrics.performance_metrics_sets_per_muscle_contract'],
      },
    ],
    [
      'a comment that is gone',
      'comment on column sessions.planned_sets is null',
      { comments: ['sessions.planned_sets'] },
    ],
  ])('%s', async (_what, change, expected) => {
    const { plan, left } = await planAfter((client) => client.query(change));
    expect(inShort(plan)).toEqual({ ...nothing, ...expected });
    expect(isInStep(plan)).toBe(false);
    expect(isInStep(left)).toBe(true);
  });

  it('a schema that others may not use', async () => {
    const { plan, left } = await planAfter((client) =>
      client.query('revoke usage on schema contracts from public'),
    );
    expect(inShort(plan)).toEqual({ ...nothing, schemas: ['contracts'] });
    expect(isInStep(left)).toBe(true);
  });

  it.each([
    [
      'alter table profiles add column preferences jsonb',
      'JSONB columns without a contract: profiles.preferences',
    ],
    [
      'alter table sessions drop column planned_sets',
      'contracts without a JSONB column in the migrations: sessions.planned_sets',
    ],
    [
      `alter table sessions drop constraint sessions_planned_sets_contract,
         alter planned_sets type text using null`,
      'contracts without a JSONB column in the migrations: sessions.planned_sets',
    ],
  ])('%s', async (change, message) => {
    await expect(planAfter((client) => client.query(change))).rejects.toThrow(message);
  });
});

describe('the migration', () => {
  it.each([
    [
      'the CHECK of one contract',
      'alter table session_logs drop constraint session_logs_actual_sets_contract',
      'enforce_session_logs_actual_sets',
    ],
    [
      'two CHECKs of one contract',
      `alter table warmup_configs drop constraint warmup_configs_custom_steps_contract,
         drop constraint warmup_configs_custom_steps_protocol_contract`,
      'enforce_warmup_configs_custom_steps',
    ],
    [
      'the function of a domain',
      'alter function contracts.program_sessions(jsonb) volatile',
      'enforce_program_sessions',
    ],
    [
      'the function of a column and a domain',
      'alter function contracts.auxiliary_pool(jsonb) volatile',
      'enforce_auxiliary_pool',
    ],
    [
      'two contracts',
      `alter table sessions drop constraint sessions_planned_sets_contract;
       alter function contracts.intensity_overrides(jsonb) volatile`,
      'enforce_2_contracts',
    ],
    [
      'a comment',
      'comment on column sessions.planned_sets is null',
      'describe_sessions_planned_sets',
    ],
  ])('is named after what it does: %s', async (_what, change, name) => {
    const { plan } = await planAfter((client) => client.query(change));
    expect(migrationName(plan)).toBe(name);
  });

  it('locks one table at a time, shortly, and reads when it has let go of all of them', async () => {
    const { text } = await planAfter(async (client) => {
      for (const check of ['session_logs_actual_sets', 'sessions_planned_sets']) {
        const [table = ''] = /^session(?:_log)?s/.exec(check) ?? [];
        await client.query(`alter table ${table} drop constraint ${check}_contract`);
      }
    });
    const transactions = text.split('\ncommit;\n');
    const reads = transactions.pop();
    const locked = transactions.map((one) =>
      [...one.matchAll(/^alter table (\S+)/gm)].map(([, table]) => table),
    );
    expect(locked).toEqual([['public.session_logs'], ['public.sessions']]);
    for (const one of transactions) {
      expect(one).toContain(`\nbegin;\nset local lock_timeout = '800ms';`);
      expect(one).toContain(' not valid;');
      expect(one).not.toContain('validate constraint');
    }
    expect(reads).toContain('validate constraint session_logs_actual_sets_contract;');
    expect(reads).toContain('validate constraint sessions_planned_sets_contract;');
    expect(reads).not.toMatch(/add constraint|create |begin;/);
  });

  it('lets everybody read and write while it reads a table', async () => {
    await withRunDatabase(({ ownerUrl }) =>
      withClient(ownerUrl, async (client) => {
        await client.query('begin');
        await client.query(
          'alter table session_logs validate constraint session_logs_actual_sets_contract',
        );
        const { rows } = await client.query<{ mode: string }>(
          `select distinct mode from pg_locks
           where pid = pg_backend_pid() and relation = 'session_logs'::regclass`,
        );
        await client.query('rollback');
        // which conflicts with no SELECT, INSERT, UPDATE or DELETE
        expect(rows).toEqual([{ mode: 'ShareUpdateExclusiveLock' }]);
      }),
    );
  });
});

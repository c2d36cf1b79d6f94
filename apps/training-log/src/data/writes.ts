import {
  AuxiliaryAssignmentsInsert,
  CompleteSessionArgs,
  EdgeCasesInsert,
  EdgeCasesUpdate,
  LifterMaxesInsert,
  MuscleVolumeConfigInsert,
  ProfilesUpdate,
  ProgramsUpdate,
  RecoverySnapshotsInsert,
  ReplaceAuxiliaryPoolArgs,
  SaveFormulaConfigArgs,
  SessionLogsInsert,
  SessionsUpdate,
  SorenessCheckinsInsert,
  StartProgramArgs,
  WarmupConfigsInsert,
} from '@parakeet/db-types';
import * as z from 'zod';
import { Refusal } from '../errors/refusal.ts';
import { answered, type Answer, type NoAnswer } from './answer.ts';
import { before, change, withBefore } from './change.ts';
import type { Client } from './client.ts';
import * as effects from './effects.ts';
import { chosenPool, requireKnownRow, savePool, saveVersion, withRowBefore } from './whole.ts';
import type { Known, TableName } from './known.ts';
import { activeConfig, poolOf } from '../training/select.ts';

/** The time and the author of a write. */
export interface Made {
  readonly lifter: string;
  /** ISO, by the clock of the server as far as it is known. */
  readonly at: string;
}

/** A change that can wait. It is checked first, and sending it twice changes nothing more. */
export interface Write<Args> {
  /** The lifter's word for it. */
  readonly title: string;
  /** The tables that it changes. */
  readonly touches: readonly TableName[];
  /** @throws ZodError if the database would refuse it */
  check(args: unknown): Args;
  /** The arguments, with the values that this device knew when the lifter made the change. */
  prepare(known: Known, args: Args): Args;
  /**
   * @throws Away without an answer
   * @throws Refusal if the answer was no
   */
  send(client: Client, args: unknown): Promise<void>;
  /** The known rows after it. Applying it twice is the same as once. */
  apply(known: Known, args: unknown, made: Made): Known;
}

interface Definition<Args> {
  readonly title: string;
  readonly touches: readonly TableName[];
  readonly send: (client: Client, args: Args) => Promise<unknown>;
  readonly prepare?: (known: Known, args: Args) => Args;
  readonly apply: (known: Known, args: Args, made: Made) => Known;
}

function write<Args>(schema: z.ZodType<Args>, definition: Definition<Args>): Write<Args> {
  return {
    title: definition.title,
    touches: definition.touches,
    check: (args) => schema.parse(args),
    prepare: (known, args) => definition.prepare?.(known, args) ?? args,
    send: async (client, args) => void (await definition.send(client, schema.parse(args))),
    apply: (known, args, made) => definition.apply(known, schema.parse(args), made),
  };
}

/** Adds a row with an id from the client. If the row exists, the first request was successful. */
async function added(table: TableName, request: PromiseLike<Answer<unknown> | NoAnswer>) {
  try {
    await answered(request);
  } catch (error) {
    const isThere =
      error instanceof Refusal && error.code === '23505' && error.constraint === `${table}_pkey`;
    if (!isThere) throw error;
  }
}

const id = z.guid();
/** The value that this device knew before a save. */
const wholeBefore = z.json().optional();
const warmUpColumns = { id: true, updated_at: true, protocol: true, custom_steps: true } as const;

// The columns that identify a row: an upsert replaces it, whatever its id.
const pairKey = ['user_id', 'program_id', 'block_number', 'lift'] as const;
const limitsKey = ['user_id', 'muscle_group'] as const;
const warmUpKey = ['user_id', 'lift'] as const;

/** All writes of the app. They are sent in the order in which they were made. */
export const writes = {
  changeProfile: write(z.strictObject({ id, changes: ProfilesUpdate, before }), {
    title: 'Settings',
    touches: ['profiles'],
    send: change('profiles'),
    prepare: (known, args) => withBefore(known.profiles, args),
    apply: (known, args) => ({ ...known, profiles: effects.change(known.profiles, args) }),
  }),
  enterMaxes: write(LifterMaxesInsert.required({ id: true, recorded_at: true }), {
    title: 'Maxes',
    touches: ['lifter_maxes'],
    send: (client, row) => added('lifter_maxes', client.from('lifter_maxes').insert(row)),
    apply: (known, row) => ({
      ...known,
      lifter_maxes: effects.add(known.lifter_maxes, { ...effects.noInputs, ...row }),
    }),
  }),
  startProgram: write(StartProgramArgs, {
    title: 'New program',
    touches: ['programs', 'sessions', 'auxiliary_assignments'],
    send: (client, args) => answered(client.rpc('start_program', args)),
    apply: effects.startProgram,
  }),
  changeProgram: write(z.strictObject({ id, changes: ProgramsUpdate, before }), {
    title: 'Change of a program',
    touches: ['programs'],
    send: change('programs'),
    prepare: (known, args) => withBefore(known.programs, args),
    apply: (known, args) => ({ ...known, programs: effects.change(known.programs, args) }),
  }),
  changeSession: write(z.strictObject({ id, changes: SessionsUpdate, before }), {
    title: 'Change of a session',
    touches: ['sessions'],
    send: change('sessions'),
    prepare: (known, args) => withBefore(known.sessions, args),
    apply: (known, args) => ({ ...known, sessions: effects.change(known.sessions, args) }),
  }),
  beginSession: write(z.strictObject({ id }), {
    title: 'Start of a workout',
    touches: ['sessions'],
    // a workout that began on another device continues
    send: (client, args) =>
      answered(
        client
          .from('sessions')
          .update({ status: 'in_progress' })
          .eq('id', args.id)
          .eq('status', 'planned'),
      ),
    apply: (known, args) => ({
      ...known,
      sessions: known.sessions.map((one) =>
        one.id === args.id && one.status === 'planned' ? { ...one, status: 'in_progress' } : one,
      ),
    }),
  }),
  checkIn: write(SorenessCheckinsInsert.required({ id: true, recorded_at: true }), {
    title: 'Soreness',
    touches: ['soreness_checkins'],
    send: (client, row) => added('soreness_checkins', client.from('soreness_checkins').insert(row)),
    apply: (known, row) => ({
      ...known,
      soreness_checkins: effects.add(known.soreness_checkins, row),
    }),
  }),
  completeSession: write(CompleteSessionArgs, {
    title: 'Workout',
    touches: ['sessions', 'session_logs', 'performance_metrics'],
    send: (client, args) => answered(client.rpc('complete_session', args)),
    apply: effects.completeSession,
  }),
  correctLog: write(
    SessionLogsInsert.required({ id: true, logged_at: true, corrects_log_id: true }),
    {
      title: 'Correction',
      touches: ['session_logs'],
      send: (client, row) => added('session_logs', client.from('session_logs').insert(row)),
      apply: (known, row) => ({
        ...known,
        session_logs: effects.add(known.session_logs, { ...effects.emptyLog, ...row }),
      }),
    },
  ),
  reportDisruption: write(EdgeCasesInsert.required({ id: true, reported_at: true }), {
    title: 'Disruption',
    touches: ['edge_cases'],
    send: (client, row) => added('edge_cases', client.from('edge_cases').insert(row)),
    apply: (known, row) => ({
      ...known,
      edge_cases: effects.add(known.edge_cases, { ...effects.emptyCase, ...row }),
    }),
  }),
  changeDisruption: write(z.strictObject({ id, changes: EdgeCasesUpdate, before }), {
    title: 'Change of a disruption',
    touches: ['edge_cases'],
    send: change('edge_cases'),
    prepare: (known, args) => withBefore(known.edge_cases, args),
    apply: (known, args) => ({ ...known, edge_cases: effects.change(known.edge_cases, args) }),
  }),
  replacePool: write(ReplaceAuxiliaryPoolArgs.extend({ before: wholeBefore }), {
    title: 'Exercises',
    touches: ['auxiliary_exercises'],
    send: savePool,
    prepare: (known, args) => ({ ...args, before: chosenPool(poolOf(known, args.lift)) }),
    apply: effects.replacePool,
  }),
  choosePair: write(
    AuxiliaryAssignmentsInsert.required({ id: true, created_at: true }).extend({
      before: wholeBefore,
    }),
    {
      title: 'Exercises of a block',
      touches: ['auxiliary_assignments'],
      send: async (client, { id: _id, created_at: _at, before: base, ...row }) => {
        await requireKnownRow(client, 'auxiliary_assignments', { row, key: pairKey, before: base });
        await answered(
          client.from('auxiliary_assignments').upsert(row, { onConflict: pairKey.join(',') }),
        );
      },
      prepare: (known, args) => withRowBefore(known.auxiliary_assignments, args, pairKey),
      apply: (known, { before: _before, ...row }) => ({
        ...known,
        auxiliary_assignments: effects.replace(known.auxiliary_assignments, row, pairKey),
      }),
    },
  ),
  limitVolume: write(
    MuscleVolumeConfigInsert.required({ id: true, updated_at: true }).extend({
      before: wholeBefore,
    }),
    {
      title: 'Volume limits',
      touches: ['muscle_volume_config'],
      send: async (client, { id: _id, updated_at: _at, before: base, ...row }) => {
        await requireKnownRow(client, 'muscle_volume_config', {
          row,
          key: limitsKey,
          before: base,
        });
        await answered(
          client.from('muscle_volume_config').upsert(row, { onConflict: limitsKey.join(',') }),
        );
      },
      prepare: (known, args) => withRowBefore(known.muscle_volume_config, args, limitsKey),
      apply: (known, { before: _before, ...row }) => ({
        ...known,
        muscle_volume_config: effects.replace(known.muscle_volume_config, row, limitsKey),
      }),
    },
  ),
  warmUp: write(WarmupConfigsInsert.required(warmUpColumns).extend({ before: wholeBefore }), {
    title: 'Warm-up',
    touches: ['warmup_configs'],
    send: async (client, { id: _id, updated_at: _at, before: base, ...row }) => {
      await requireKnownRow(client, 'warmup_configs', { row, key: warmUpKey, before: base });
      await answered(
        client.from('warmup_configs').upsert(row, { onConflict: warmUpKey.join(',') }),
      );
    },
    prepare: (known, args) => withRowBefore(known.warmup_configs, args, warmUpKey),
    apply: (known, { before: _before, ...row }) => ({
      ...known,
      warmup_configs: effects.replace(known.warmup_configs, row, warmUpKey),
    }),
  }),
  saveFormula: write(SaveFormulaConfigArgs.extend({ before: id.nullable().optional() }), {
    title: 'Formula',
    touches: ['formula_configs'],
    send: saveVersion,
    // the app's own first version takes nothing away
    prepare: (known, args) =>
      args.source === 'user' ? { ...args, before: activeConfig(known)?.id ?? null } : args,
    apply: (known, { before: _before, ...args }, made) => effects.saveFormula(known, args, made),
  }),
  addRecovery: write(RecoverySnapshotsInsert.required({ id: true, recorded_at: true }), {
    title: 'Recovery',
    touches: ['recovery_snapshots'],
    send: (client, row) =>
      added('recovery_snapshots', client.from('recovery_snapshots').insert(row)),
    apply: (known, row) => ({
      ...known,
      recovery_snapshots: effects.add(known.recovery_snapshots, {
        ...effects.emptyRecovery,
        ...row,
      }),
    }),
  }),
};

export type WriteName = keyof typeof writes;
/** The argument of a write. */
export type ArgsOf<Name extends WriteName> = ReturnType<(typeof writes)[Name]['check']>;

/** The write with a stored name; undefined if this version has none. */
export function writeOf(name: string): Write<unknown> | undefined {
  const all: Readonly<Record<string, Write<unknown> | undefined>> = writes;
  return Object.hasOwn(writes, name) ? all[name] : undefined;
}

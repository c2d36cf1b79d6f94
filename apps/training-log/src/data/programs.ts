import type { StartProgramArgs, Tables } from '@parakeet/db-types';
import { answered } from './answer.ts';
import type { Client } from './client.ts';
import { readList, readOne } from './read.ts';

export type Program = Tables<'programs'>;

/** The lifter's active program, or null. */
export async function activeProgram(client: Client, lifter: string) {
  return readOne(
    'program',
    ({ program }) => program,
    client.from('programs').select('*').eq('user_id', lifter).eq('status', 'active').maybeSingle(),
  );
}

/** The auxiliary exercises of a block of a program, of each lift. */
export async function assignmentsOfBlock(
  client: Client,
  lifter: string,
  program: string,
  block: 1 | 2 | 3,
) {
  return readList(
    'auxiliary exercise',
    ({ assignment }) => assignment,
    client
      .from('auxiliary_assignments')
      .select('*')
      .eq('user_id', lifter)
      .eq('program_id', program)
      .eq('block_number', block),
  );
}

/** Starts a program with its sessions, and archives the one before. Safe to send twice. */
export async function startProgram(client: Client, program: StartProgramArgs): Promise<void> {
  await answered(client.rpc('start_program', program));
}

import { type ReadParameters } from '@parakeet/db-harness/hot-reads';
import type { Queries } from './plan.ts';

/**
 * Chooses the lifter of a volume for every read, with arguments that return rows. It is the same
 * one every time. The active program must be in its second week or later; in every tenth week of a
 * volume it is not.
 *
 * @param session a role that sees every row
 * @param day today in the volume
 */
export async function chooseSubject(session: Queries, day: string): Promise<ReadParameters> {
  const [found] = await session.query<{
    user_id: string;
    program_id: string;
    week_number: number;
    session_ids: string[];
    session_id: string;
  }>(
    `select user_id, program_id, week_number, array_agg(id order by day_number) as session_ids, min(soreness.session_id::text) as session_id
     from (
       select program.user_id, lifter.program_id
       from (
         select user_id, min(id::text)::uuid as program_id from public.programs where status = 'active' group by user_id
       ) as lifter
       join public.programs as program on program.id = lifter.program_id
       where exists (
         select from public.edge_cases
         where edge_cases.user_id = program.user_id and edge_cases.status in ('active', 'monitoring')
       )
       order by md5(program.user_id::text)
       limit 50
     ) as candidate
     join public.sessions as session using (user_id, program_id)
     join lateral (
       select session_id from public.soreness_checkins where soreness_checkins.session_id = session.id
     ) as soreness on true
     where session.status = 'completed'
     group by user_id, program_id, week_number
     having count(*) = 3
     order by user_id, week_number
     limit 1`,
  );
  if (!found) throw new Error('no lifter of this volume has an answer to every read');
  return { ...found, day, block_number: 1, lift: 'squat' };
}

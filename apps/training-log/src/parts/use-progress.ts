import { useMemo } from 'react';
import type { Known } from '../data/index.ts';
import { lifts } from '../training/lifts.ts';
import { progressOf } from '../training/progress.ts';
import { standingLogs } from '../training/session-plan.ts';

/** The logs that stand, and how each lift went. It is computed when logs or sessions change. */
export function useProgress({ session_logs, sessions }: Known) {
  return useMemo(() => {
    const logs = standingLogs(session_logs);
    return { logs, progress: lifts.map((lift) => progressOf(lift, logs, sessions)) };
  }, [session_logs, sessions]);
}

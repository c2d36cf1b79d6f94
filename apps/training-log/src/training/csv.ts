import type { Known } from '../data/known.ts';
import { timeOf } from './progress.ts';
import { history } from './select.ts';

const header = ['completed_at', 'exercise', 'set', 'weight_grams', 'reps', 'rpe', 'notes'];

/** Every lifted set, one line each, the oldest first, in the format of RFC 4180. */
export function csvOf(known: Known): string {
  const lines = history(known)
    .toSorted((a, b) => timeOf(a.log) - timeOf(b.log))
    .flatMap(({ log, session }) => {
      const at = new Date(timeOf(log)).toISOString();
      const line = (exercise: string, set: (typeof log.actual_sets)[number]) => [
        at,
        exercise,
        set.set_number,
        set.weight_grams,
        set.reps_completed,
        set.rpe_actual ?? '',
        set.notes ?? '',
      ];
      return [
        ...log.actual_sets.map((set) => line(session.primary_lift, set)),
        ...(log.auxiliary_sets ?? []).flatMap(({ exercise, sets }) =>
          sets.map((set) => line(exercise, set)),
        ),
      ];
    });
  return [header, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // a spreadsheet would run a text with this beginning as a formula
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

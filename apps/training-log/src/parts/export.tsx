import { useLifter, useStore } from '../lifter-context.ts';
import { mostRead } from '../data/known.ts';
import { calendarDay } from '../training/day.ts';
import { csvOf } from '../training/csv.ts';
import { now } from '../store/clock.ts';
import { QuietButton } from './quiet-button.tsx';

/** All that this device knows of the lifter as JSON, and each set that was lifted as CSV. */
export function ExportButtons() {
  const { lifter } = useLifter();
  const { known } = useStore();
  const save = (text: string, type: string, ending: string) => {
    const link = document.createElement('a');
    const url = URL.createObjectURL(new Blob([text], { type }));
    link.href = url;
    link.download = `parakeet-${calendarDay(now())}.${ending}`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const json = () =>
    JSON.stringify({ lifter: lifter.email, exported_at: now().toISOString(), ...known }, null, 2);
  return (
    <>
      <p className="hint">
        What this device knows: the newest {mostRead} workouts and sessions, and the newest of the
        rest. Weights are in grams. Unsent changes are included.
      </p>
      <div className="row">
        <QuietButton onClick={() => save(json(), 'application/json', 'json')}>
          Export as JSON
        </QuietButton>
        <QuietButton onClick={() => save(csvOf(known), 'text/csv;charset=utf-8', 'csv')}>
          Export sets as CSV
        </QuietButton>
      </div>
    </>
  );
}

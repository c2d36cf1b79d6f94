import { useState } from 'react';
import { mostRead } from '../data/known.ts';
import { writeOf } from '../data/writes.ts';
import { useLifter, useStore } from '../lifter-context.ts';
import { now } from '../store/clock.ts';
import type { Entry } from '../store/database.ts';
import type { Taken } from '../store/take-along.ts';
import { csvOf } from '../training/csv.ts';
import { calendarDay } from '../training/day.ts';
import { NotSaved, useSaving } from './form.tsx';
import { QuietButton } from './quiet-button.tsx';
import { Notice } from './states.tsx';

/** Everything of the lifter as JSON, and each lifted set as CSV. */
export function ExportButtons() {
  const { lifter, store } = useLifter();
  const { entries } = useStore();
  const saving = useSaving();
  const [taken, setTaken] = useState<Taken>();
  const unsent = entries.filter(({ state }) => state !== 'sent');
  const save = async (textOf: (taken: Taken) => string, type: string, ending: string) => {
    setTaken(undefined);
    const found = await store.takeAlong();
    download(textOf(found), type, `parakeet-${calendarDay(now())}.${ending}`);
    setTaken(found);
  };
  const json = ({ rows, isAll }: Taken) =>
    JSON.stringify(
      {
        lifter: lifter.email,
        exported_at: now().toISOString(),
        holds: isAll ? 'all rows of the server' : 'the rows that one device keeps',
        ...Object.fromEntries(rows),
        unsent: unsent.map(unsentChange),
      },
      null,
      2,
    );
  return (
    <>
      <p className="hint">
        All that the server has, and what is not sent yet. Offline it is what this device keeps: the
        newest {mostRead} workouts and sessions, and the newest of the rest. Weights are in grams.
      </p>
      <div className="row">
        <QuietButton
          disabled={saving.isPending}
          onClick={() => saving.save(() => save(json, 'application/json', 'json'))}
        >
          Export as JSON
        </QuietButton>
        <QuietButton
          disabled={saving.isPending}
          onClick={() =>
            saving.save(() => save(({ known }) => csvOf(known), 'text/csv;charset=utf-8', 'csv'))
          }
        >
          Export sets as CSV
        </QuietButton>
      </div>
      {saving.isPending && <Notice kind="done">Reading…</Notice>}
      <NotSaved saving={saving} />
      {taken && <Held taken={taken} unsent={unsent} />}
    </>
  );
}

/** What is in the file. */
function Held({ taken, unsent }: { readonly taken: Taken; readonly unsent: readonly Entry[] }) {
  const logs = taken.rows.get('session_logs')?.length ?? 0;
  const waiting = unsent.length === 0 ? '' : ` Changes not sent yet: ${unsent.length}.`;
  return taken.isAll ? (
    <Notice kind="done">
      The file has all that the server has. Workout logs: {logs}.{waiting}
    </Notice>
  ) : (
    <Notice kind="away">
      Offline: the file has what this device keeps. Workout logs: {logs}.{waiting} Export again with
      a network to get all.
    </Notice>
  );
}

function unsentChange({ write, state, at, args }: Entry) {
  return { change: writeOf(write)?.title ?? write, is_refused: state === 'refused', at, args };
}

function download(text: string, type: string, name: string): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([text], { type }));
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

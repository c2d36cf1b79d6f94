import type { ActualSet, Tables } from '@parakeet/db-types';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useLifter } from '../lifter-context.ts';
import { Form, NumberField, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Loaded, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ScreenProperties } from '../screens.ts';
import { now } from '../store/clock.ts';
import { showNumber } from '../training/decimal.ts';
import { liftName } from '../training/lifts.ts';
import { history } from '../training/select.ts';
import { sessionResult } from '../training/result.ts';
import { typedRpe } from '../training/typed.ts';
import { typedWords } from '../training/typed-words.ts';
import { addSet } from '../workout/changes.ts';
import { SetList } from '../workout/set-list.tsx';

/** Corrects a logged workout. The log stays, and the correction replaces it in the app. */
export default function Correct({ id }: ScreenProperties) {
  return (
    <Loaded tables={['session_logs', 'sessions']} label="Loading the workout">
      {(known) => {
        const found = history(known).find(({ session }) => session.id === id);
        if (found) return <Correction key={found.log.id} log={found.log} session={found.session} />;
        return (
          <>
            <Title>Correct a workout</Title>
            <Notice kind="error">There is no such workout on this device.</Notice>
          </>
        );
      }}
    </Loaded>
  );
}

interface CorrectionProperties {
  readonly log: Tables<'session_logs'>;
  readonly session: Tables<'sessions'>;
}

function Correction({ log, session }: CorrectionProperties) {
  const { lifter, store } = useLifter();
  const [, goTo] = useLocation();
  const saving = useSaving();
  const [draft, setDraft] = useState({ sets: log.actual_sets });
  const [rpeText, setRpe] = useState(log.session_rpe === null ? '' : showNumber(log.session_rpe));
  const [notes, setNotes] = useState(log.session_notes ?? '');
  const rpe = typedRpe(rpeText);
  const correct = async () => {
    const actual_sets = draft.sets.map((set, index) => ({ ...set, set_number: index + 1 }));
    const { completion_pct, performance_vs_plan } = sessionResult(
      { lift: session.primary_lift, intensity: session.intensity_type },
      session.planned_sets ?? [],
      actual_sets,
      null,
    );
    await store.write('correctLog', {
      id: crypto.randomUUID(),
      user_id: lifter.id,
      session_id: session.id,
      is_correction: true,
      corrects_log_id: log.id,
      logged_at: now().toISOString(),
      started_at: log.started_at,
      completed_at: log.completed_at,
      duration_seconds: log.duration_seconds,
      actual_sets,
      auxiliary_sets: log.auxiliary_sets,
      session_rpe: rpe.value ?? null,
      session_notes: typedWords(notes),
      completion_pct: completion_pct ?? null,
      performance_vs_plan: performance_vs_plan ?? null,
    });
    goTo('/history');
  };
  return (
    <div className={`workout lift-${session.primary_lift}`}>
      <Title over={`Week ${session.week_number}, day ${session.day_number}`}>
        {`Correct: ${liftName[session.primary_lift]}`}
      </Title>
      <SetList draft={draft} change={(make) => setDraft(make(draft))} />
      <QuietButton
        onClick={() => {
          const { set_number: _number, notes: _notes, ...last } = draft.sets.at(-1) ?? emptySet;
          setDraft(addSet(draft, last));
        }}
      >
        Add a set
      </QuietButton>
      <Form saving={saving} label="Save the correction" problems={[rpe.problem]} onSave={correct}>
        <NumberField
          label="All of it"
          unit="RPE"
          text={rpeText}
          problem={rpe.problem}
          onText={setRpe}
        />
        <div className="field">
          <label htmlFor="notes">Notes</label>
          <textarea
            id="notes"
            rows={2}
            maxLength={4000}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
        </div>
      </Form>
    </div>
  );
}

const emptySet: ActualSet = { set_number: 0, weight_grams: 20_000, reps_completed: 1 };

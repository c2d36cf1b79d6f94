import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useLifter, useStore } from '../lifter-context.ts';
import { NotSaved, useSaving } from '../parts/form.tsx';
import { Empty, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ScreenProperties } from '../screens.ts';
import { intensityName, liftName } from '../training/lifts.ts';
import { AuxiliaryForm } from '../workout/auxiliary-form.tsx';
import { endWorkout } from '../workout/changes.ts';
import { dropDraft } from '../workout/draft-store.ts';
import type { Draft } from '../workout/draft.ts';
import { FinishForm } from '../workout/finish-form.tsx';
import { logOf } from '../workout/log-of.ts';
import { RestTimer } from '../workout/rest-timer.tsx';
import { SetList } from '../workout/set-list.tsx';
import { SetForm } from '../workout/set-form.tsx';
import { Summary } from '../workout/summary.tsx';
import { useDraft, type ChangeDraft } from '../workout/use-draft.ts';
import { WarmUpList } from '../workout/warm-up-list.tsx';

/** An open workout. All of it is on this device until it is finished. */
export default function Workout({ id }: ScreenProperties) {
  const { lifter } = useLifter();
  const [draft, change] = useDraft(lifter.id, id);
  const [done, setDone] = useState<Draft>();
  const { known } = useStore();
  const isLogged =
    typeof draft === 'object' && known.session_logs.some((log) => log.id === draft.log_id);
  useEffect(() => {
    // the workout was finished, but the tab closed before the draft was removed
    if (isLogged) dropDraft(localStorage, lifter.id, id);
  }, [isLogged, lifter.id, id]);
  if (done !== undefined) return <Summary draft={done} />;
  if (typeof draft === 'object' && !isLogged) {
    return <OpenWorkout draft={draft} change={change} onDone={setDone} />;
  }
  return (
    <>
      <Title>Workout</Title>
      <Empty title={draft !== 'broken' ? 'No workout here' : 'This workout cannot be read'}>
        <p>
          {draft !== 'broken'
            ? 'It is finished, or was begun on another device.'
            : 'What this browser kept of it is damaged. It was set aside, not deleted.'}
        </p>
        <Link href="/" className="button button-main">
          To today
        </Link>
      </Empty>
    </>
  );
}

interface OpenWorkoutProperties {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly onDone: (draft: Draft) => void;
}

function OpenWorkout({ draft, change, onDone }: OpenWorkoutProperties) {
  const { lifter, store } = useLifter();
  const { known } = useStore();
  const { session, sets } = draft;
  const planned = session.planned_sets.length;
  const [chosen, setFinishing] = useState<boolean>();
  // another tab may have logged the last set; the text of a further set stays on the screen
  const isThrough = planned > 0 && sets.length >= planned && draft.next === null;
  const isFinishing = chosen ?? isThrough;
  const saving = useSaving();
  const other = known.session_logs.find(
    (log) => log.session_id === session.id && log.id !== draft.log_id,
  );
  const finish = async () => {
    const now = change((one) => one);
    if (now === undefined) return;
    const ended = endWorkout(now);
    await store.write('completeSession', logOf(ended));
    // the outbox has it and sends it; a refused workout can be opened again from there
    dropDraft(localStorage, lifter.id, session.id);
    onDone(ended);
  };
  const log = (next: (one: Draft) => Draft) => {
    change(next);
    setFinishing(undefined);
  };
  return (
    <div className={`workout lift-${session.primary_lift}`}>
      <Title
        over={
          <>
            {intensityName[session.intensity_type]} · Week {session.week_number}, day{' '}
            {session.day_number}
          </>
        }
      >
        {liftName[session.primary_lift]}
      </Title>
      {other && (
        <Notice kind="away">
          This session is logged already, perhaps from another device. Finish here, and you can save
          yours as a correction.
        </Notice>
      )}
      {sets.length === 0 && <WarmUpList session={session} />}
      <RestTimer draft={draft} change={change} />
      {isFinishing ? (
        <FinishForm
          draft={draft}
          change={change}
          isPending={saving.isPending}
          onFinish={() => saving.save(finish)}
          onAnotherSet={() => setFinishing(false)}
        >
          <AuxiliaryForm draft={draft} change={change} />
          <NotSaved saving={saving} />
        </FinishForm>
      ) : (
        <SetForm
          key={sets.length}
          draft={draft}
          change={change}
          onLog={log}
          onFinish={() => setFinishing(true)}
        />
      )}
      {/* below the form, so the next set stays under the thumb */}
      <SetList draft={draft} change={change} />
    </div>
  );
}

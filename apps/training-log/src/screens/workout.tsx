import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { completeSession } from '../data/index.ts';
import { Away, Refusal } from '../errors/refusal.ts';
import { inWords } from '../errors/words.ts';
import { useLifter } from '../lifter-context.ts';
import { Empty, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { intensityName, liftName } from '../training/lifts.ts';
import { inKg } from '../training/weight.ts';
import { dropDraft, keepDraft, readDraft } from '../workout/draft-store.ts';
import type { Draft } from '../workout/draft.ts';
import { logOf } from '../workout/log-of.ts';
import { FinishForm } from './finish-form.tsx';
import { SetForm } from './set-form.tsx';
import { Summary } from './summary.tsx';

/** A workout that is under way: all of it is on this device until it is finished. */
export default function Workout({ session }: { readonly session: string }) {
  const { lifter } = useLifter();
  const [opened] = useState(() => readDraft(localStorage, lifter.id, session));
  if (typeof opened === 'object') return <OpenWorkout opened={opened} />;
  return (
    <>
      <Title>Workout</Title>
      <Empty title={opened === 'none' ? 'No workout here' : 'This workout cannot be read'}>
        <p>
          {opened === 'none'
            ? 'It is finished, or was begun on another device.'
            : 'What this browser kept of it is damaged. It was put aside and not deleted.'}
        </p>
        <Link href="/" className="button button-main">
          To today
        </Link>
      </Empty>
    </>
  );
}

function OpenWorkout({ opened }: { readonly opened: Draft }) {
  const { client, lifter } = useLifter();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(opened);
  const planned = opened.session.planned_sets.length;
  const allDone = (sets: number) => planned > 0 && sets >= planned;
  const [isFinishing, setFinishing] = useState(
    opened.completed_at !== null || allDone(opened.sets.length),
  );
  const [isAway, setAway] = useState(false);
  const keep = (next: Draft) => setDraft(keepDraft(localStorage, lifter.id, next, draft));
  const finish = useMutation({
    mutationFn: (ended: Draft & { readonly completed_at: string }) =>
      completeSession(client, logOf(ended)),
    onError: (error) => setAway(error instanceof Away),
    onSuccess: () => {
      dropDraft(localStorage, lifter.id, draft.session.id);
      return cache.invalidateQueries();
    },
  });
  const send = () => {
    const ended = { ...draft, completed_at: draft.completed_at ?? new Date().toISOString() };
    keep(ended);
    finish.mutate(ended);
  };

  // where nobody answers it is sent again, until somebody does
  const { error, isPending, mutate } = finish;
  useEffect(() => {
    const { completed_at } = draft;
    if (!(error instanceof Away) || completed_at === null) return undefined;
    const again = () => mutate({ ...draft, completed_at });
    const timer = setTimeout(again, 4000);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [error, draft, mutate]);

  if (finish.isSuccess) return <Summary draft={draft} />;
  const { session, sets } = draft;
  const words = error && !isAway ? inWords(error) : undefined;
  const isLogged = error instanceof Refusal && error.code === 'PK102';
  // what was sent may have been heard: it changes only once it was refused
  const canChange = draft.completed_at === null || (error instanceof Refusal && !isLogged);
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
      <ol className="sets-done" aria-label="Sets done">
        {sets.map((set, index) => (
          <li key={set.set_number}>
            <span className="set-number">Set {set.set_number}</span>
            <strong>
              {set.reps_completed} × {inKg(set.weight_grams)}
            </strong>
            <span className="quiet">
              {set.rpe_actual === undefined ? '' : `RPE ${set.rpe_actual}`}
            </span>
            {canChange && index === sets.length - 1 && (
              <button
                type="button"
                className="button button-quiet"
                onClick={() => {
                  setFinishing(false);
                  const { set_number, weight_grams, reps_completed, rpe_actual } = set;
                  keep({
                    ...draft,
                    // it changes, so it ends later
                    completed_at: null,
                    sets: sets.filter((one) => one.set_number !== set_number),
                    next: { weight_grams, reps: reps_completed, rpe: rpe_actual ?? null },
                  });
                }}
              >
                Change
                <span className="visually-hidden"> set {set.set_number}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {words?.field === 'sets' && (
        <p className="problem" role="alert">
          {words.sentence}
        </p>
      )}
      {isFinishing ? (
        <FinishForm
          draft={draft}
          keep={keep}
          isPending={isPending}
          error={words?.field === 'session_rpe' ? words.sentence : undefined}
          onFinish={send}
          onAnotherSet={canChange ? () => setFinishing(false) : undefined}
        >
          {isAway && (
            <Notice kind="away" retry={send}>
              Parakeet cannot be reached. Your workout is kept on this device, and is sent as soon
              as there is an answer.
            </Notice>
          )}
          {words && words.field !== 'sets' && words.field !== 'session_rpe' && (
            <Notice kind="error" retry={isLogged ? undefined : send}>
              {words.sentence}
            </Notice>
          )}
          {isLogged && (
            <Link
              href="/history"
              className="button button-quiet"
              onClick={() => {
                dropDraft(localStorage, lifter.id, session.id);
                void cache.invalidateQueries();
              }}
            >
              Show the log that is there, and drop this one
            </Link>
          )}
        </FinishForm>
      ) : (
        <SetForm
          key={sets.length}
          draft={draft}
          keep={keep}
          onLog={(next) => {
            keep(next);
            if (allDone(next.sets.length)) setFinishing(true);
          }}
          onFinish={() => setFinishing(true)}
        />
      )}
    </div>
  );
}

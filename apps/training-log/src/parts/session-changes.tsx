import type { Tables } from '@parakeet/db-types';
import { useState } from 'react';
import { useLifter } from '../lifter-context.ts';
import { typedWords } from '../training/typed-words.ts';
import { Field } from './fields.tsx';
import { Form, useSaving } from './form.tsx';

interface SessionChangesProperties {
  readonly session: Tables<'sessions'>;
  readonly today: string;
}

/** Moves a session, skips it with a reason, and brings it back. */
export function SessionChanges({ session, today }: SessionChangesProperties) {
  const { store } = useLifter();
  const [day, setDay] = useState(session.planned_date ?? today);
  const [reason, setReason] = useState('');
  const moving = useSaving();
  const skipping = useSaving();
  const change = (changes: Partial<Tables<'sessions'>>) =>
    store.write('changeSession', { id: session.id, changes });
  if (session.status === 'skipped') {
    return (
      <Form
        saving={skipping}
        label="Bring this session back"
        problems={[]}
        onSave={() => change({ status: 'planned', skip_reason: null })}
      >
        <p className="hint">It is planned again, and you can do it on any day.</p>
      </Form>
    );
  }
  const dayProblem = /^\d{4}-\d\d-\d\d$/.test(day) ? undefined : 'Choose a day.';
  return (
    <details className="aside">
      <summary>Not this one, or not today?</summary>
      <Form
        saving={moving}
        label="Move to this day"
        problems={[dayProblem]}
        onSave={() => change({ planned_date: day })}
      >
        <Field label="Day" type="date" value={day} problem={dayProblem} onText={setDay} />
      </Form>
      <Form
        saving={skipping}
        label="Skip this session"
        problems={[]}
        onSave={() => change({ status: 'skipped', skip_reason: typedWords(reason) })}
      >
        <Field
          label="Why, if you like"
          value={reason}
          maxLength={4000}
          hint="The next session comes in its place. You can bring it back."
          onText={setReason}
        />
      </Form>
    </details>
  );
}

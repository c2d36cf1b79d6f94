import type { Lift, Tables } from '@parakeet/db-types';
import { useState } from 'react';
import type { Known } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Choice, choicesOf, Field, Select } from '../parts/fields.tsx';
import { Form, NotSaved, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { now } from '../store/clock.ts';
import { dayInWords } from '../training/day.ts';
import { caseName, suggestAdjustments, type Disruption } from '../training/disruption.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { activeProgram, sessionsOf } from '../training/select.ts';
import { typedWords } from '../training/typed-words.ts';

/** The reasons why a lifter cannot train as planned, and the app's suggestions. */
export default function Disruptions() {
  return (
    <>
      <Title over="What gets in the way">Disruptions</Title>
      <Loaded tables={['edge_cases', 'sessions', 'programs']} label="Loading disruptions">
        {(known) => (
          <>
            {known.edge_cases.map((one) => (
              <Case key={one.id} known={known} disruption={one} />
            ))}
            <Report />
          </>
        )}
      </Loaded>
    </>
  );
}

interface CaseProperties {
  readonly known: Known;
  readonly disruption: Disruption;
}

function Case({ known, disruption }: CaseProperties) {
  const { store } = useLifter();
  const saving = useSaving();
  const change = (changes: Partial<Tables<'edge_cases'>>) =>
    store.write('changeDisruption', { id: disruption.id, changes });
  const sessions = sessionsOf(known, activeProgram(known)?.id ?? '');
  const suggested = suggestAdjustments(disruption, sessions);
  const isOpen = disruption.status !== 'resolved';
  const accept = async () => {
    await change({ adjustment_applied: suggested });
    for (const { session_id, action, rationale } of suggested) {
      if (action !== 'session_skipped') continue;
      await store.write('changeSession', {
        id: session_id,
        changes: { status: 'skipped', skip_reason: rationale },
      });
    }
  };
  const dayOf = (id: string) => {
    const session = sessions.find((one) => one.id === id);
    return session?.planned_date ? dayInWords(session.planned_date) : 'a session';
  };
  return (
    <section className="card" aria-label={caseName[disruption.case_type]}>
      <h2>
        {caseName[disruption.case_type]} <span className="quiet">{disruption.severity}</span>
      </h2>
      <p>
        {dayInWords(disruption.affected_date_start)}
        {disruption.affected_date_end !== null && ` to ${dayInWords(disruption.affected_date_end)}`}
        {isOpen ? '' : ', over'}
      </p>
      {disruption.description !== null && <p className="note">{disruption.description}</p>}
      {disruption.adjustment_applied !== null && (
        <ul className="lines">
          {disruption.adjustment_applied.length === 0 && <li>Nothing had to change.</li>}
          {disruption.adjustment_applied.map((one) => (
            <li key={`${one.session_id} ${one.action}`}>
              {dayOf(one.session_id)}: {one.rationale}
            </li>
          ))}
        </ul>
      )}
      {isOpen && disruption.adjustment_applied === null && (
        <>
          <p>Suggested; nothing changes unless you accept it:</p>
          <ul className="lines">
            {suggested.length === 0 && <li>Nothing: it affects no session.</li>}
            {suggested.map((one) => (
              <li key={one.session_id}>
                {dayOf(one.session_id)}: {one.rationale}
              </li>
            ))}
          </ul>
          <p className="hint">This is no medical advice: ask a physician if you are hurt or ill.</p>
          <QuietButton onClick={() => saving.save(accept)}>Accept</QuietButton>
          <QuietButton onClick={() => saving.save(() => change({ adjustment_applied: [] }))}>
            Change nothing
          </QuietButton>
        </>
      )}
      {isOpen && (
        <QuietButton
          onClick={() =>
            saving.save(() => change({ status: 'resolved', resolved_at: now().toISOString() }))
          }
        >
          It is over
        </QuietButton>
      )}
      <NotSaved saving={saving} />
    </section>
  );
}

const caseTypes = [
  'injury',
  'illness',
  'travel',
  'fatigue',
  'equipment_unavailable',
  'other',
] as const satisfies readonly Disruption['case_type'][];

function Report() {
  const { lifter, store } = useLifter();
  const today = useToday();
  const saving = useSaving();
  const [type, setType] = useState<Disruption['case_type']>('injury');
  const [severity, setSeverity] = useState<Disruption['severity']>('minor');
  const [start, setStart] = useState(today);
  const [end, setEnd] = useState('');
  const [affected, setAffected] = useState<Lift | 'all'>('all');
  const [description, setDescription] = useState('');
  const startProblem = start === '' ? 'Choose a day.' : undefined;
  const endProblem = end !== '' && end < start ? 'It ends before it begins.' : undefined;
  return (
    <Form
      saving={saving}
      label="Report it"
      problems={[startProblem, endProblem]}
      onSave={async () => {
        await store.write('reportDisruption', {
          id: crypto.randomUUID(),
          user_id: lifter.id,
          reported_at: now().toISOString(),
          case_type: type,
          severity,
          affected_date_start: start,
          affected_date_end: end === '' ? null : end,
          affected_lifts: affected === 'all' ? null : [affected],
          description: typedWords(description),
        });
        setDescription('');
      }}
    >
      <section className="card stack">
        <h2>Something new?</h2>
        <Select
          label="What is it?"
          value={type}
          onChange={setType}
          choices={choicesOf(caseTypes, caseName)}
        />
        <Choice
          label="How bad?"
          value={severity}
          onChange={setSeverity}
          choices={[
            ['minor', 'Minor'],
            ['moderate', 'Moderate'],
            ['major', 'Major'],
          ]}
        />
        <Select
          label="Which lift?"
          value={affected}
          onChange={setAffected}
          choices={[['all', 'All'], ...choicesOf(lifts, liftName)]}
        />
        <Field label="From" type="date" value={start} problem={startProblem} onText={setStart} />
        <Field
          label="To, if you know"
          type="date"
          value={end}
          problem={endProblem}
          onText={setEnd}
        />
        <Field
          label="In your words, if you like"
          value={description}
          maxLength={4000}
          onText={setDescription}
        />
      </section>
    </Form>
  );
}

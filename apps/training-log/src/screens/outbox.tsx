import { useLocation } from 'wouter';
import { refusalWords } from '../errors/words.ts';
import { useLifter, useStore } from '../lifter-context.ts';
import { NotSaved, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Empty, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { overriding } from '../data/change.ts';
import { writeOf } from '../data/writes.ts';
import type { Entry } from '../store/database.ts';
import { now } from '../store/clock.ts';
import { atTime, correctionOf, logOfEntry, reopen } from '../workout/refused-log.ts';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The changes that wait, and the refused ones with the reason and the next step. */
export default function Outbox() {
  const { entries } = useStore();
  const waiting = entries.filter(({ state }) => state === 'waiting');
  const refused = entries.filter(({ state }) => state === 'refused');
  return (
    <>
      <Title over="On this device">Not sent yet</Title>
      {waiting.length + refused.length === 0 && (
        <Empty title="All is sent">
          <p>What you save offline waits here until it is sent.</p>
        </Empty>
      )}
      {refused.map((entry) => (
        <Refused key={entry.seq} entry={entry} />
      ))}
      {waiting.length > 0 && (
        <section className="card" aria-label="Waiting">
          <h2>Waiting for network</h2>
          <ol className="lines">
            {waiting.map((entry) => (
              <li key={entry.seq}>
                {titleOf(entry)} <span className="day">{moment.format(Date.parse(entry.at))}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function titleOf({ write }: Entry): string {
  return writeOf(write)?.title ?? 'Something that another version of the app saved';
}

function Refused({ entry }: { readonly entry: Entry }) {
  const { lifter, store } = useLifter();
  const { known } = useStore();
  const [, goTo] = useLocation();
  const saving = useSaving();
  const { sentence } = refusalWords(entry.code ?? '', entry.message ?? '');
  const log = logOfEntry(entry);
  const session = known.sessions.find(({ id }) => id === log?.session_id);
  const other = known.session_logs.find(
    (one) => one.session_id === log?.session_id && one.id !== log.id,
  );
  const isAhead = entry.code === 'PK107';
  const act = (label: string, action: () => Promise<void>) => (
    <QuietButton disabled={saving.isPending} onClick={() => saving.save(action)}>
      {label}
    </QuietButton>
  );
  return (
    <section className="card refused" aria-label={`${titleOf(entry)}, refused`}>
      <h2>{titleOf(entry)}</h2>
      <p className="day">{moment.format(Date.parse(entry.at))}</p>
      <Notice kind="error">{sentence}</Notice>
      {log && (
        <p>
          {log.actual_sets.length} sets of it are kept here, and nothing is lost unless you delete
          it.
        </p>
      )}
      {log &&
        other &&
        act('Save mine as a correction', async () => {
          await store.write('correctLog', correctionOf(log, other, lifter.id, now()));
          await store.drop(entry);
        })}
      {isAhead &&
        act('Send it with the current time', () => store.retry(entry, atTime(entry.args, now())))}
      {log &&
        session &&
        !other &&
        act('Open the workout again', async () => {
          reopen(lifter.id, log, session, now());
          await store.drop(entry);
          goTo(`/workout/${session.id}`);
        })}
      {entry.code === 'changed'
        ? act('Send mine all the same', () => store.retry(entry, overriding(entry.args)))
        : act('Try again', () => store.retry(entry))}
      <NotSaved saving={saving} />
      <details className="aside">
        <summary>Delete it</summary>
        <p>Then it is gone for good.</p>
        {act('Delete it for good', () => store.drop(entry))}
      </details>
    </section>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pageSize, type completedSessions, type Program } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Empty, Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { queries } from '../queries.ts';
import { dayFromToday, dayInWords, daysBetween } from '../training/day.ts';
import { intensityName, liftName } from '../training/lifts.ts';
import { standingLogs } from '../training/session-plan.ts';
import { inKg } from '../training/weight.ts';

type Completed = Awaited<ReturnType<typeof completedSessions>>['rows'][number];

/** The week of the program, and what was done before, newest first. */
export default function History() {
  const signedIn = useLifter();
  const program = useQuery(queries.activeProgram(signedIn));
  const [page, setPage] = useState(0);
  const history = useQuery({
    ...queries.history(signedIn, page),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Title over="What you did">History</Title>
      <Loaded query={program} label="Loading your week">
        {(active) => active && <Week program={active} />}
      </Loaded>
      <Loaded query={history} label="Loading your history">
        {({ rows: sessions, count }) =>
          count === 0 && page === 0 ? (
            <Empty title="Nothing here yet">
              <p>Finish your first workout, and it is the first line here.</p>
            </Empty>
          ) : (
            <section aria-label="Completed sessions">
              <ul className="history">
                {sessions.map((session) => (
                  <Entry key={session.id} session={session} />
                ))}
              </ul>
              {count === 0 && <p className="hint">There is nothing before that.</p>}
              <div className="pages">
                <button
                  type="button"
                  className="button button-quiet"
                  disabled={page === 0}
                  onClick={() => setPage(page - 1)}
                >
                  Newer
                </button>
                <span role="status">Page {page + 1}</span>
                <button
                  type="button"
                  className="button button-quiet"
                  disabled={count < pageSize}
                  onClick={() => setPage(page + 1)}
                >
                  Older
                </button>
              </div>
            </section>
          )
        }
      </Loaded>
    </>
  );
}

const statusName = {
  planned: 'to come',
  in_progress: 'begun',
  completed: 'done',
  skipped: 'skipped',
} as const;

function Week({ program }: { readonly program: Program }) {
  const today = useToday();
  const since = Math.floor(daysBetween(program.start_date, today) / 7) + 1;
  const now = Math.min(program.total_weeks, Math.max(1, since));
  const [chosen, setWeek] = useState<number>();
  const week = chosen ?? now;
  const sessions = useQuery({
    ...queries.week(useLifter(), program.id, week),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="card week" aria-label="Week">
      <div className="week-title">
        <button
          type="button"
          className="arrow"
          aria-label="The week before"
          disabled={week === 1}
          onClick={() => setWeek(week - 1)}
        >
          ‹
        </button>
        <h2>
          <span role="status">Week {week}</span>{' '}
          <span className="quiet">of {program.total_weeks}</span>
        </h2>
        <button
          type="button"
          className="arrow"
          aria-label="The week after"
          disabled={week === program.total_weeks}
          onClick={() => setWeek(week + 1)}
        >
          ›
        </button>
      </div>
      <Loaded query={sessions} label="Loading the week">
        {({ rows: days }) => (
          <ul className="days">
            {days.map((session) => (
              <li key={session.id} className={`lift-${session.primary_lift} is-${session.status}`}>
                <span className="dot" aria-hidden="true" />
                <span className="line">
                  <strong>{liftName[session.primary_lift]}</strong>
                  <span className="quiet">{intensityName[session.intensity_type]}</span>
                  <span className="day">
                    {session.planned_date !== null && dayFromToday(session.planned_date, today)}
                  </span>
                </span>
                <span className="state">{statusName[session.status]}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function Entry({ session }: { readonly session: Completed }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={`lift-${session.primary_lift}`}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="dot" aria-hidden="true" />
          <span className="line">
            <strong>{liftName[session.primary_lift]}</strong>
            <span className="quiet">{intensityName[session.intensity_type]}</span>
            <span className="day">
              {session.planned_date === null ? '' : dayInWords(session.planned_date)}
            </span>
          </span>
        </summary>
        {isOpen && <Sets session={session.id} />}
      </details>
    </li>
  );
}

function Sets({ session }: { readonly session: string }) {
  const logs = useQuery(queries.logs(useLifter(), session));
  return (
    <Loaded query={logs} label="Loading the sets">
      {({ rows, unread }) => {
        const [log] = standingLogs(rows);
        if (log === undefined) {
          const why = unread.length > 0 ? 'Its log cannot be shown.' : 'There is no log of it.';
          return <p className="hint">{why}</p>;
        }
        return (
          <>
            {log.actual_sets.length === 0 ? (
              <p className="hint">No sets of the main lift.</p>
            ) : (
              <ol className="sets-done">
                {log.actual_sets.map((set) => (
                  <li key={set.set_number}>
                    <span className="set-number">Set {set.set_number}</span>
                    <strong>
                      {set.reps_completed} × {inKg(set.weight_grams)}
                    </strong>
                    <span className="quiet">
                      {set.rpe_actual === undefined ? '' : `RPE ${set.rpe_actual}`}
                    </span>
                  </li>
                ))}
              </ol>
            )}
            {log.session_notes !== null && <p className="note">{log.session_notes}</p>}
          </>
        );
      }}
    </Loaded>
  );
}

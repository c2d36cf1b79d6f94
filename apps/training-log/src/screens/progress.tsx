import type { Lift } from '@parakeet/db-types';
import type { Known } from '../data/index.ts';
import { useStore, useWeights } from '../lifter-context.ts';
import Chart from '../parts/chart.tsx';
import { Folded } from '../parts/folded.tsx';
import { Heading } from '../parts/opening.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Suggestions } from '../parts/suggestions.tsx';
import { useProgress } from '../parts/use-progress.ts';
import { dayAt, dayInWords } from '../training/day.ts';
import { intensityName, liftName, lifts } from '../training/lifts.ts';
import { recordsOf, roundedEstimate, type LiftProgress } from '../training/progress.ts';

/** How strong the lifter is: estimated one-rep maxes, records, and each session's figures. */
export default function Progress() {
  return (
    <>
      <Heading of="/progress" />
      <Loaded
        tables={['session_logs', 'sessions', 'performance_metrics', 'lifter_maxes']}
        label="Loading your progress"
      >
        {(known) => <Strength known={known} />}
      </Loaded>
    </>
  );
}

function Strength({ known }: { readonly known: Known }) {
  const { hasOlder } = useStore();
  const { logs, progress } = useProgress(known);
  if (progress.every(({ points }) => points.length === 0)) {
    return (
      <Empty title="A line needs two points">
        <p>Your first heavy or rep day adds a point here, the second one a line.</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="bests">
        {progress.map((one) => (
          <Best key={one.lift} progress={one} />
        ))}
      </ul>
      <Suggestions known={known} progress={progress} />
      <section className="card chart" aria-label="Chart">
        <Chart progress={progress} />
      </section>
      <p className="hint">
        From weight, reps and RPE by the RPE chart of Reactive Training Systems. Speed days and
        deloads do not count; a set without an RPE counts as all-out.
        {hasOlder && ' Older workouts count once you have opened them in History.'}
      </p>
      <Folded className="card" summary="The same as a table">
        <Numbers progress={progress} />
      </Folded>
      <Folded className="card" summary="Records">
        {lifts.map((lift) => (
          <Records key={lift} lift={lift} logs={logs} sessions={known.sessions} />
        ))}
      </Folded>
      <Folded className="card" summary="Each session">
        <Sessions known={known} />
      </Folded>
    </>
  );
}

function Best({ progress: { lift, points } }: { readonly progress: LiftProgress }) {
  const show = useWeights();
  const first = points.at(0);
  const last = points.at(-1);
  const change = first && last ? last.best - first.grams : 0;
  return (
    <li className={`card lift-${lift}`}>
      <span className="best-lift">
        <span className="dot" aria-hidden="true" /> {liftName[lift]}
      </span>
      <strong>{last ? show(roundedEstimate(last.best)) : '–'}</strong>
      {points.length > 1 && <span className="quiet">+{show(roundedEstimate(change))}</span>}
    </li>
  );
}

function Numbers({ progress }: { readonly progress: readonly LiftProgress[] }) {
  const show = useWeights();
  const rows = progress
    .flatMap(({ lift, points }) => points.map((point) => ({ lift, ...point })))
    .toSorted((a, b) => b.time - a.time);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Lift</th>
          <th scope="col" className="number">
            Estimated 1RM
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ lift, time, grams, best }) => (
          <tr key={`${lift} ${time}`}>
            <td>{dayAt(time)}</td>
            <td>
              {liftName[lift]}
              {grams === best && <span className="quiet"> best</span>}
            </td>
            <td className="number">{show(roundedEstimate(grams))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RecordsProperties {
  readonly lift: Lift;
  readonly logs: Known['session_logs'];
  readonly sessions: Known['sessions'];
}

function Records({ lift, logs, sessions }: RecordsProperties) {
  const show = useWeights();
  const records = recordsOf(lift, logs, sessions);
  if (records.length === 0) return null;
  return (
    <>
      <h3>{liftName[lift]}</h3>
      <ul className="lines">
        {records.map(({ reps, grams, day }) => (
          <li key={reps}>
            <strong>
              {reps} × {show(grams)}
            </strong>{' '}
            <span className="day">{dayInWords(day)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Sessions({ known }: { readonly known: Known }) {
  const show = useWeights();
  const kinds: Readonly<Record<string, string | undefined>> = intensityName;
  return (
    <ul className="lines">
      {known.performance_metrics.map((one) => (
        <li key={one.id}>
          <strong>{liftName[one.lift]}</strong>{' '}
          <span className="quiet">{kinds[one.intensity_type] ?? one.intensity_type}</span>{' '}
          <span className="day">{dayAt(one.recorded_at)}</span>
          <br />
          {one.actual_volume_grams !== null && `${show(one.actual_volume_grams)} in all`}
          {one.actual_intensity_pct !== null &&
            `, up to ${Math.round(one.actual_intensity_pct * 100)} %`}
          {one.max_rpe_actual !== null && `, RPE ${one.max_rpe_actual}`}
          {one.completion_pct !== null && `, ${Math.round(one.completion_pct)} % of the plan`}
        </li>
      ))}
    </ul>
  );
}

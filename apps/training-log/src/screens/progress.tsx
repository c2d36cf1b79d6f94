import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Away } from '../errors/refusal.ts';
import { inWords } from '../errors/words.ts';
import { useLifter } from '../lifter-context.ts';
import { Empty, Loading, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { queries } from '../queries.ts';
import { calendarDay, dayInWords } from '../training/day.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { progressOf, type LiftProgress } from '../training/progress.ts';
import { inKg } from '../training/weight.ts';

const Chart = lazy(() => import('../parts/chart.tsx'));

/** How strong the lifter has become: the estimated one-rep max of each lift over time. */
export default function Progress() {
  const signedIn = useLifter();
  const metrics = useQueries({
    queries: lifts.map((lift) => queries.metrics(signedIn, lift)),
  });
  const retry = () => {
    for (const query of metrics) void query.refetch({ cancelRefetch: true });
  };
  const problem = metrics.find(({ failureReason }) => failureReason !== null)?.failureReason;
  const progress = lifts.map((lift, index) => progressOf(lift, metrics[index]?.data?.rows ?? []));
  const isLoading = metrics.some(({ data }) => data === undefined);
  const isEmpty = progress.every(({ points }) => points.length === 0);
  return (
    <>
      <Title over="Estimated one-rep max">Progress</Title>
      {problem && (
        <Notice kind={problem instanceof Away ? 'away' : 'error'} retry={retry}>
          {inWords(problem).sentence}
        </Notice>
      )}
      {isLoading ? (
        !problem && <Loading label="Loading your progress" />
      ) : isEmpty ? (
        <Empty title="No line without two points">
          <p>After your first workout there is a point here, and after the second a line.</p>
        </Empty>
      ) : (
        <>
          <ul className="bests">
            {progress.map((one) => (
              <Best key={one.lift} progress={one} />
            ))}
          </ul>
          <section className="card chart" aria-label="Chart">
            <Suspense fallback={<Loading label="Loading the chart" />}>
              <Chart progress={progress} />
            </Suspense>
          </section>
          <details className="card as-table">
            <summary>The same as a table</summary>
            <Numbers progress={progress} />
          </details>
        </>
      )}
    </>
  );
}

function Best({ progress: { lift, points } }: { readonly progress: LiftProgress }) {
  const first = points.at(0);
  const last = points.at(-1);
  const change = first && last ? last.grams - first.grams : 0;
  return (
    <li className={`card lift-${lift}`}>
      <span className="best-lift">
        <span className="dot" aria-hidden="true" /> {liftName[lift]}
      </span>
      <strong>{last ? inKg(last.grams) : '–'}</strong>
      {points.length > 1 && (
        <span className="quiet">
          {change < 0 ? '−' : '+'}
          {inKg(Math.abs(change))}
        </span>
      )}
    </li>
  );
}

function Numbers({ progress }: { readonly progress: readonly LiftProgress[] }) {
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
        {rows.map(({ lift, time, grams }) => (
          <tr key={`${lift} ${time}`}>
            <td>{dayInWords(calendarDay(new Date(time)))}</td>
            <td>{liftName[lift]}</td>
            <td className="number">{inKg(grams)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

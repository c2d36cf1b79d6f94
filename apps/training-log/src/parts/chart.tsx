import type { Lift } from '@parakeet/db-types';
import { useState, type PointerEvent, type ReactNode } from 'react';
import { useUnits, useWeights } from '../lifter-context.ts';
import { numberAxis, timeAxis, type Axis } from '../training/axis.ts';
import { calendarDay, dayWithYear } from '../training/day.ts';
import { liftName } from '../training/lifts.ts';
import { roundedEstimate, sortedBy, type LiftProgress, type Point } from '../training/progress.ts';
import { unitGrams, weightNumber } from '../training/weight.ts';

const dash: Readonly<Record<Lift, string>> = { squat: '0', bench: '7 4', deadlift: '2 4' };
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const shortMonth = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });
/** More points of a lift than this have smaller dots. */
const fewPoints = 50;
/** The lines are drawn on a square, which CSS stretches to the free room. */
const side = 1000;

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** A line a lift, told apart by colour and by dashes. The table beside it says the same. */
export default function Chart({ progress }: { readonly progress: readonly LiftProgress[] }) {
  const units = useUnits();
  const drawn = progress.filter(({ points }) => points.length > 0);
  const points = drawn.flatMap((one) => one.points);
  const x = timeAxis(points.map(({ time }) => time));
  const y = numberAxis(
    points.map(({ grams }) => grams),
    unitGrams(units),
  );
  const names = drawn.map(({ lift }) => liftName[lift]).join(', ');
  return (
    <figure>
      <figcaption className="legend">
        {drawn.map(({ lift }) => (
          <span key={lift} className={`lift-${lift}`}>
            <svg width="28" height="8" aria-hidden="true">
              <path className="chart-line" d="M2 4H26" strokeDasharray={dash[lift]} />
            </svg>
            {liftName[lift]}
          </span>
        ))}
      </figcaption>
      <div
        className="canvas"
        role="img"
        aria-label={`Estimated one-rep max over time: ${names}. The table below has the numbers.`}
      >
        <div className="chart-weights">
          {y.ticks.map((grams) => (
            <span key={grams} style={{ bottom: percent(y.place(grams)) }}>
              {weightNumber(Math.round(grams), units)} {units.unit}
            </span>
          ))}
        </div>
        <Plot progress={drawn} x={x}>
          <svg viewBox={`0 0 ${side} ${side}`} preserveAspectRatio="none" aria-hidden="true">
            <path className="chart-grid" d={y.ticks.map((one) => gridAt(y, one)).join('')} />
            {drawn.map(({ lift, points: ofLift }) => (
              <LiftLine key={lift} lift={lift} points={ofLift} axes={{ x, y }} />
            ))}
          </svg>
        </Plot>
        <div className="chart-days">
          {x.ticks.map((time) => (
            // a label at an end stays inside
            <span
              key={time}
              style={{ left: percent(x.place(time)), translate: `-${percent(x.place(time))}` }}
            >
              {(x.isOfMonths ? shortMonth : shortDay).format(time)}
            </span>
          ))}
        </div>
      </div>
    </figure>
  );
}

interface LineProperties {
  readonly lift: Lift;
  readonly points: readonly Point[];
  readonly axes: Axes;
}

function LiftLine({ lift, points, axes: { x, y } }: LineProperties) {
  const places = points.map(
    ({ time, grams }) => `${round(x.place(time) * side)} ${round((1 - y.place(grams)) * side)}`,
  );
  // a line of no length with round ends is a dot, however the square is stretched
  const dots = places.map((place) => `M${place}h.01`).join('');
  return (
    <g className={`lift-${lift} ${points.length > fewPoints ? 'is-dense' : ''}`}>
      <path className="chart-line" d={`M${places.join('L')}`} strokeDasharray={dash[lift]} />
      <path className="chart-dots" d={dots} />
      <path className="chart-holes" d={dots} />
    </g>
  );
}

interface PlotProperties {
  readonly progress: readonly LiftProgress[];
  readonly x: Axis;
  /** The lines, which are not drawn again where the pointer moves. */
  readonly children: ReactNode;
}

/** The lines, and what the points near the pointer say. */
function Plot({ progress, x, children }: PlotProperties) {
  const [near, setNear] = useState<number>();
  const look = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const points = progress.flatMap((one) => one.points);
    setNear(nearest(points, x, (clientX - left) / width));
  };
  return (
    <div
      className="chart-plot"
      onPointerMove={look}
      onPointerDown={look}
      onPointerLeave={() => setNear(undefined)}
    >
      {children}
      {near !== undefined && <Near time={near} progress={progress} x={x} />}
    </div>
  );
}

interface NearProperties {
  readonly time: number;
  readonly progress: readonly LiftProgress[];
  readonly x: Axis;
}

/** What the points of a moment say, beside it. */
function Near({ time, progress, x }: NearProperties) {
  const show = useWeights();
  const place = percent(x.place(time));
  return (
    <>
      <span className="chart-mark" style={{ left: place }} />
      <p className="chart-near" style={{ left: place, translate: `-${place}` }}>
        {dayWithYear(calendarDay(new Date(time)))}
        {progress.flatMap(({ lift, points }) =>
          points
            .filter((point) => point.time === time)
            .map(({ grams }) => (
              <span key={lift} className={`lift-${lift}`}>
                <strong>{liftName[lift]}</strong> {show(roundedEstimate(grams))}
              </span>
            )),
        )}
      </p>
    </>
  );
}

/** The moment of the point that is nearest to a place on the axis of time. */
function nearest(points: readonly Point[], x: Axis, place: number): number | undefined {
  return sortedBy(points, ({ time }) => Math.abs(x.place(time) - place))[0]?.time;
}

function gridAt(y: Axis, value: number): string {
  return `M0 ${round((1 - y.place(value)) * side)}H${side}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function percent(share: number): string {
  return `${round(share * 1000) / 10}%`;
}

import type { Lift } from '@parakeet/db-types';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useUnits, useWeights } from '../lifter-context.ts';
import { dayAt } from '../training/day.ts';
import { liftName } from '../training/lifts.ts';
import { roundedEstimate, type LiftProgress } from '../training/progress.ts';
import { weightNumber } from '../training/weight.ts';

const dash: Readonly<Record<Lift, string>> = { squat: '0', bench: '7 4', deadlift: '2 4' };
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const tenKg = 10_000;

/** A line a lift, told apart by colour and by dashes. The table beside it says the same. */
export default function Chart({ progress }: { readonly progress: readonly LiftProgress[] }) {
  const units = useUnits();
  const show = useWeights();
  const drawn = progress.filter(({ points }) => points.length > 0);
  const names = drawn.map(({ lift }) => liftName[lift]).join(', ');
  return (
    <figure>
      <figcaption className="legend">
        {drawn.map(({ lift }) => (
          <span key={lift} className={`lift-${lift}`}>
            <svg width="28" height="8" aria-hidden="true">
              <line
                x1="1"
                x2="27"
                y1="4"
                y2="4"
                stroke="var(--lift)"
                strokeWidth="3"
                strokeDasharray={dash[lift]}
                strokeLinecap="round"
              />
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
        <ResponsiveContainer width="100%" height="100%">
          <LineChart accessibilityLayer={false} margin={{ top: 12, right: 16, bottom: 4, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="time"
              type="number"
              scale="time"
              domain={['dataMin', 'dataMax']}
              allowDuplicatedCategory={false}
              tickFormatter={(time: number) => shortDay.format(time)}
              tick={{ fill: 'var(--quiet)', fontSize: 13 }}
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              minTickGap={40}
              padding={{ left: 12, right: 12 }}
            />
            <YAxis
              domain={[
                (least: number) => Math.max(0, Math.floor(least / tenKg - 0.5) * tenKg),
                (most: number) => Math.ceil(most / tenKg + 0.5) * tenKg,
              ]}
              width={60}
              tickFormatter={(grams: number) =>
                weightNumber(Math.round(grams / 1000) * 1000, units)
              }
              tick={{ fill: 'var(--quiet)', fontSize: 13 }}
              tickLine={false}
              axisLine={false}
              unit={`\u00a0${units.unit}`}
            />
            <Tooltip
              formatter={(grams) => (typeof grams === 'number' ? show(roundedEstimate(grams)) : '')}
              labelFormatter={(time) => (typeof time === 'number' ? dayAt(time) : '')}
              contentStyle={{
                background: 'var(--card)',
                border: '1px solid var(--line)',
                borderRadius: 12,
                color: 'var(--text)',
              }}
            />
            {drawn.map(({ lift, points }) => (
              <Line
                key={lift}
                data={[...points]}
                dataKey="grams"
                name={liftName[lift]}
                stroke={`var(--${lift})`}
                strokeWidth={3}
                strokeDasharray={dash[lift]}
                strokeLinecap="round"
                dot={{ r: 4, strokeWidth: 2, fill: 'var(--card)', strokeDasharray: '0' }}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

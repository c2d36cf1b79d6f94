import type { MuscleGroup } from '@parakeet/db-types';
import { useState } from 'react';
import type { Known } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Form, NumberField, useSaving } from '../parts/form.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useToday } from '../parts/use-today.ts';
import { now } from '../store/clock.ts';
import { dayInWords } from '../training/day.ts';
import { muscleName, muscles } from '../training/lifts.ts';
import { standingLogs } from '../training/session-plan.ts';
import { required, typedNumber } from '../training/typed.ts';
import {
  limitsOf,
  logsOfWeek,
  mondayOf,
  musclesOf,
  standing,
  type Limits,
} from '../training/volume.ts';

/** Sets for each muscle this week, against its minimum and maximum. */
export default function Volume() {
  const monday = mondayOf(useToday());
  return (
    <>
      <Title over={`The week from ${dayInWords(monday)}`}>Volume</Title>
      <Loaded
        tables={['muscle_volume_config', 'session_logs', 'sessions', 'auxiliary_exercises']}
        label="Loading your volume"
      >
        {(known) => <Muscles known={known} monday={monday} />}
      </Loaded>
    </>
  );
}

const standingName = { below: 'too few to grow', within: 'within', above: 'too many' } as const;

function Muscles({ known, monday }: { readonly known: Known; readonly monday: string }) {
  const logs = logsOfWeek(standingLogs(known.session_logs), monday);
  const done = musclesOf(logs, known.sessions, known.auxiliary_exercises);
  const limits = limitsOf(known.muscle_volume_config);
  return (
    <>
      <p className="hint">
        A main muscle counts a set, a secondary one half a set. From MEV sets on a muscle grows;
        from more than MRV it does not recover. Where you set no limits, they follow M. Israetel’s,
        and no plan looks at them.
      </p>
      {muscles.map((muscle) => {
        const sets = done[muscle] ?? 0;
        const limit = limits[muscle];
        return (
          <details key={muscle} className="card muscle">
            <summary>
              <span className="line">
                <strong>{muscleName[muscle]}</strong>
                <span>
                  {sets} of {limit.mev}–{limit.mrv}
                </span>
                <span className="day">{standingName[standing(sets, limit)]}</span>
              </span>
            </summary>
            <meter
              min={0}
              max={Math.max(limit.mrv, sets, 1)}
              value={sets}
              aria-label={`${muscleName[muscle]}: ${sets} sets`}
            />
            <LimitsForm key={`${limit.mev} ${limit.mrv}`} muscle={muscle} limits={limit} />
          </details>
        );
      })}
    </>
  );
}

interface LimitsProperties {
  readonly muscle: MuscleGroup;
  readonly limits: Limits;
}

function LimitsForm({ muscle, limits }: LimitsProperties) {
  const { lifter, store } = useLifter();
  const saving = useSaving();
  const [mevText, setMev] = useState(String(limits.mev));
  const [mrvText, setMrv] = useState(String(limits.mrv));
  const bounds = { least: 0, most: 200, isWhole: true };
  const mev = required(typedNumber(mevText, bounds));
  const mrv = required(typedNumber(mrvText, bounds));
  const order =
    mev.value !== undefined && mrv.value !== undefined && mev.value > mrv.value
      ? 'The most is below the fewest.'
      : undefined;
  return (
    <Form
      saving={saving}
      label="Save limits"
      problems={[mev.problem, mrv.problem, order]}
      onSave={async () => {
        await store.write('limitVolume', {
          id: crypto.randomUUID(),
          updated_at: now().toISOString(),
          user_id: lifter.id,
          muscle_group: muscle,
          mev_sets_per_week: mev.value ?? limits.mev,
          mrv_sets_per_week: mrv.value ?? limits.mrv,
        });
      }}
    >
      <NumberField
        label="Fewest"
        unit="MEV"
        inputMode="numeric"
        text={mevText}
        problem={mev.problem}
        onText={setMev}
      />
      <NumberField
        label="Most"
        unit="MRV"
        inputMode="numeric"
        text={mrvText}
        problem={mrv.problem ?? order}
        onText={setMrv}
      />
    </Form>
  );
}

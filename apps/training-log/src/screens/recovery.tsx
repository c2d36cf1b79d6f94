import { useState } from 'react';
import { useLifter } from '../lifter-context.ts';
import { Form, NumberField, useSaving } from '../parts/form.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { now } from '../store/clock.ts';
import { dayAt } from '../training/day.ts';
import { showNumber } from '../training/decimal.ts';
import { typedNumber } from '../training/typed.ts';

const nothing = { hours: '', quality: '', hrv: '', heart: '' };

/** The lifter's recovery, entered by hand, beside a wearable's data. */
export default function Recovery() {
  return (
    <>
      <Title over="Sleep and heart">Recovery</Title>
      <RecoveryForm />
      <Loaded tables={['recovery_snapshots']} label="Loading your recovery">
        {({ recovery_snapshots: rows }) => (
          <ul className="lines card">
            {rows.length === 0 && <li>Nothing yet.</li>}
            {rows.map((one) => (
              <li key={one.id}>
                <strong>{dayAt(one.recorded_at)}</strong>{' '}
                <span className="quiet">{sourceName(one.source)}</span>
                <br />
                {[
                  one.sleep_duration_minutes !== null &&
                    `${showNumber(Math.round(one.sleep_duration_minutes / 6) / 10)} h sleep`,
                  one.sleep_quality_score !== null && `quality ${one.sleep_quality_score}`,
                  one.hrv_ms !== null && `HRV ${one.hrv_ms} ms`,
                  one.resting_hr_bpm !== null && `${one.resting_hr_bpm} bpm at rest`,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function RecoveryForm() {
  const { lifter, store } = useLifter();
  const saving = useSaving();
  const [texts, setTexts] = useState(nothing);
  const typed = {
    hours: typedNumber(texts.hours, { least: 0, most: 24 }),
    quality: typedNumber(texts.quality, { least: 0, most: 100 }),
    hrv: typedNumber(texts.hrv, { least: 0, most: 9999 }),
    heart: typedNumber(texts.heart, { least: 1, most: 300, isWhole: true }),
  };
  const isEmpty = Object.values(texts).every((text) => text.trim() === '');
  const field = (
    name: keyof typeof nothing,
    label: string,
    unit: string,
    inputMode: 'decimal' | 'numeric' = 'decimal',
  ) => (
    <NumberField
      label={label}
      unit={unit}
      inputMode={inputMode}
      text={texts[name]}
      problem={typed[name].problem}
      onText={(text) => setTexts({ ...texts, [name]: text })}
    />
  );
  return (
    <Form
      saving={saving}
      label="Save recovery"
      problems={[
        ...Object.values(typed).map(({ problem }) => problem),
        isEmpty ? 'Type one of them.' : undefined,
      ]}
      onSave={async () => {
        const { hours, quality, hrv, heart } = typed;
        const slept = hours.value ?? null;
        await store.write('addRecovery', {
          id: crypto.randomUUID(),
          user_id: lifter.id,
          recorded_at: now().toISOString(),
          source: 'manual',
          sleep_duration_minutes: slept === null ? null : Math.round(slept * 60),
          sleep_quality_score: quality.value ?? null,
          hrv_ms: hrv.value ?? null,
          resting_hr_bpm: heart.value ?? null,
        });
        setTexts(nothing);
      }}
    >
      <section className="card stack">
        {field('hours', 'Sleep', 'hours')}
        {field('quality', 'Its quality', '0 to 100')}
        {field('hrv', 'Heart rate variability', 'ms')}
        {field('heart', 'Heart rate at rest', 'bpm', 'numeric')}
      </section>
    </Form>
  );
}

/** Where an entry came from: `apple_health` is for programs. */
function sourceName(source: string): string {
  return source === 'manual' ? 'by hand' : source.replaceAll('_', ' ');
}

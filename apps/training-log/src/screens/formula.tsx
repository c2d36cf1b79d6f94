import type { FormulaOverrides, IntensityOverrides } from '@parakeet/db-types';
import { useState } from 'react';
import type { Known } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Select } from '../parts/fields.tsx';
import { Form, NotSaved, NumberField, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { dayAt } from '../training/day.ts';
import { showNumber } from '../training/decimal.ts';
import { daysOfFormula, overridden, type FormulaDay } from '../training/formula-days.ts';
import { formulaOf } from '../training/plan.ts';
import { activeConfig } from '../training/select.ts';
import { required, typedNumber } from '../training/typed.ts';

/** The lifter's settings for each kind of day. Each save is a version. */
export default function Formula() {
  return (
    <>
      <Title over="What days ask for">Formula</Title>
      <Loaded tables={['formula_configs']} label="Loading your formula">
        {(known) => (
          <>
            <Days known={known} />
            <Versions known={known} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Days({ known }: { readonly known: Known }) {
  const [name, setName] = useState('block1 heavy');
  const overrides = activeConfig(known)?.overrides ?? {};
  const day = daysOfFormula.find((one) => one.name === name) ?? daysOfFormula[0];
  return (
    <>
      <Select
        label="Which days?"
        value={name}
        onChange={setName}
        choices={daysOfFormula.map((one) => [one.name, one.title] as const)}
      />
      <DayForm
        key={`${day.name} ${activeConfig(known)?.id ?? ''}`}
        day={day}
        overrides={overrides}
      />
    </>
  );
}

interface DayProperties {
  readonly day: FormulaDay;
  readonly overrides: FormulaOverrides;
}

function DayForm({ day, overrides }: DayProperties) {
  const { store } = useLifter();
  const saving = useSaving();
  const now = formulaOf({ ...day, overrides });
  const usual = formulaOf({ ...day, overrides: {} });
  const { limits } = day;
  const [texts, setTexts] = useState({
    pct: showNumber(Math.round(now.pct * 1000) / 10),
    sets: String(now.sets),
    reps: String(now.reps),
    rpe: now.rpe_target === undefined ? '' : showNumber(now.rpe_target),
  });
  const pct = required(typedNumber(texts.pct, limits.pct));
  const sets = required(typedNumber(texts.sets, { ...limits.sets, isWhole: true }));
  const reps = required(typedNumber(texts.reps, { ...limits.reps, isWhole: true }));
  const rpe = typedNumber(texts.rpe, { least: 5, most: 10 });
  const rpeProblem =
    rpe.problem ??
    (rpe.value !== undefined && rpe.value !== null && (rpe.value * 2) % 1 !== 0
      ? 'RPE goes in steps of 0.5.'
      : undefined);
  const field = (name: keyof typeof texts, label: string, unit: string, problem?: string) => (
    <NumberField
      label={label}
      unit={unit}
      text={texts[name]}
      problem={problem}
      onText={(text) => setTexts({ ...texts, [name]: text })}
    />
  );
  return (
    <Form
      saving={saving}
      label="Save as a new version"
      problems={[pct.problem, sets.problem, reps.problem, rpeProblem]}
      onSave={async () => {
        const changes: IntensityOverrides = {
          pct: Math.round((pct.value ?? 0) * 10) / 1000,
          sets: sets.value ?? usual.sets,
          reps: reps.value ?? usual.reps,
          ...(rpe.value === null || rpe.value === undefined ? {} : { rpe_target: rpe.value }),
        };
        await store.write('saveFormula', {
          id: crypto.randomUUID(),
          source: 'user',
          overrides: overridden(overrides, day, changes),
        });
      }}
    >
      <section className="card stack">
        <p className="hint">
          Usually {usual.sets} × {usual.reps} at {Math.round(usual.pct * 1000) / 10} %.
        </p>
        {field('pct', 'Percent', 'of your max', pct.problem)}
        {field('sets', 'Sets', '', sets.problem)}
        {field('reps', 'Reps', '', reps.problem)}
        {field('rpe', 'RPE', 'to aim at', rpeProblem)}
      </section>
    </Form>
  );
}

const sourceName = { user: 'yours', ai_suggestion: 'suggested', system: 'the usual one' } as const;

function Versions({ known }: { readonly known: Known }) {
  const { store } = useLifter();
  const saving = useSaving();
  return (
    <section className="card" aria-label="Versions">
      <h2>Versions</h2>
      <NotSaved saving={saving} />
      <ul className="lines">
        {known.formula_configs.map((one) => (
          <li key={one.id}>
            Version {one.version}, {dayAt(one.created_at)}, {sourceName[one.source]}
            {one.ai_rationale !== null && <p className="note">{one.ai_rationale}</p>}
            {one.is_active ? (
              <strong> in use</strong>
            ) : (
              <QuietButton
                disabled={saving.isPending}
                onClick={() =>
                  saving.save(() =>
                    store.write('saveFormula', {
                      id: crypto.randomUUID(),
                      source: 'user',
                      overrides: one.overrides,
                    }),
                  )
                }
              >
                Use version {one.version} again
              </QuietButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

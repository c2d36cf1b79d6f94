import type { Lift, Tables } from '@parakeet/db-types';
import { useState } from 'react';
import type { Known } from '../data/index.ts';
import { useLifter } from '../lifter-context.ts';
import { Choice, choicesOf, Select } from '../parts/fields.tsx';
import { Form, NumberField, useSaving } from '../parts/form.tsx';
import { QuietButton } from '../parts/quiet-button.tsx';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { now } from '../store/clock.ts';
import { showNumber } from '../training/decimal.ts';
import { liftName, lifts } from '../training/lifts.ts';
import { required, typedNumber } from '../training/typed.ts';
import { protocolName, protocolSteps, stepsOf } from '../training/warm-up.ts';

type Chosen = Pick<Tables<'warmup_configs'>, 'protocol' | 'custom_steps'>;
const chosenOf = ({ protocol, custom_steps }: Chosen): Chosen => ({ protocol, custom_steps });

type Protocol = Tables<'warmup_configs'>['protocol'];
const protocols = [
  'standard',
  'minimal',
  'extended',
  'empty_bar',
  'custom',
] as const satisfies readonly Protocol[];

/** The steps before the first set of each lift. */
export default function WarmUp() {
  const [lift, setLift] = useState<Lift>('squat');
  return (
    <>
      <Title over="Before the first set">Warm-up</Title>
      <Choice
        label="Before the"
        value={lift}
        onChange={setLift}
        choices={choicesOf(lifts, liftName)}
      />
      <Loaded tables={['warmup_configs']} label="Loading your warm-up">
        {(known) => <WarmUpForm key={lift} known={known} lift={lift} />}
      </Loaded>
    </>
  );
}

function WarmUpForm({ known, lift }: { readonly known: Known; readonly lift: Lift }) {
  const { lifter, store } = useLifter();
  const saving = useSaving();
  const config = known.warmup_configs.find((one) => one.lift === lift);
  // what this form began with: another device may save something else meanwhile
  const [base, setBase] = useState(() => (config ? chosenOf(config) : null));
  const [protocol, setProtocol] = useState<Protocol>(config?.protocol ?? 'standard');
  const [texts, setTexts] = useState(() =>
    stepsOf(config).map(({ pct, reps }) => ({
      pct: showNumber(Math.round(pct * 1000) / 10),
      reps: String(reps),
    })),
  );
  const steps = texts.map(({ pct, reps }) => ({
    pct: required(typedNumber(pct, { least: 0, most: 100 })),
    reps: required(typedNumber(reps, { least: 1, most: 30, isWhole: true })),
  }));
  const isCustom = protocol === 'custom';
  const change = (index: number, changes: Partial<(typeof texts)[number]>) =>
    setTexts(texts.map((one, place) => (place === index ? { ...one, ...changes } : one)));
  return (
    <Form
      saving={saving}
      label="Save the warm-up"
      problems={
        isCustom
          ? [
              ...steps.flatMap(({ pct, reps }) => [pct.problem, reps.problem]),
              texts.length === 0 ? 'Add a step.' : undefined,
            ]
          : []
      }
      onSave={async () => {
        const chosen = {
          protocol,
          custom_steps: isCustom
            ? steps.map(({ pct, reps }) => ({
                pct: (pct.value ?? 0) / 100,
                reps: reps.value ?? 1,
              }))
            : null,
        };
        await store.write('warmUp', {
          id: crypto.randomUUID(),
          updated_at: now().toISOString(),
          user_id: lifter.id,
          lift,
          ...chosen,
          before: base,
        });
        setBase(chosen);
      }}
    >
      <section className="card stack">
        <Select
          label="Protocol"
          value={protocol}
          onChange={setProtocol}
          choices={choicesOf(protocols, protocolName)}
        />
        {protocol !== 'custom' && (
          <ol className="lines">
            {protocolSteps[protocol].map(({ pct, reps }) => {
              const load = pct === 0 ? 'The empty bar' : `${Math.round(pct * 100)} % of your max`;
              return (
                <li key={pct}>
                  {load}, {reps} reps
                </li>
              );
            })}
          </ol>
        )}
        {isCustom &&
          texts.map((text, index) => (
            <fieldset key={index} className="step">
              <legend>Step {index + 1}</legend>
              <NumberField
                label="Percent"
                unit="of your max, 0 is the bar"
                text={text.pct}
                problem={steps[index]?.pct.problem}
                onText={(pct) => change(index, { pct })}
              />
              <NumberField
                label="Reps"
                inputMode="numeric"
                text={text.reps}
                problem={steps[index]?.reps.problem}
                onText={(reps) => change(index, { reps })}
              />
              <QuietButton onClick={() => setTexts(texts.toSpliced(index, 1))}>
                Remove step {index + 1}
              </QuietButton>
            </fieldset>
          ))}
        {isCustom && texts.length < 20 && (
          <QuietButton onClick={() => setTexts([...texts, { pct: '50', reps: '3' }])}>
            Add a step
          </QuietButton>
        )}
      </section>
    </Form>
  );
}

import type { Tables } from '@parakeet/db-types';
import { useState } from 'react';
import { changeAccount, deleteAccount } from '../data/index.ts';
import { useLifter, useStore } from '../lifter-context.ts';
import { ExportButtons } from '../parts/export.tsx';
import { Choice, Field } from '../parts/fields.tsx';
import { Form, NotSaved, NumberField, useSaving } from '../parts/form.tsx';
import { Loaded, Notice } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { showNumber } from '../training/decimal.ts';
import { typedNumber, typedWeight } from '../training/typed.ts';
import { typedWords } from '../training/typed-words.ts';
import { weightNumber } from '../training/weight.ts';
import { forgetWorkouts } from '../workout/open-workout.ts';

/** The lifter's profile, how to get in, what can be taken along, and the end of the account. */
export default function Settings() {
  return (
    <>
      <Title over="How you like it">Settings</Title>
      <Loaded tables={['profiles']} label="Loading your settings">
        {({ profiles: [profile] }) =>
          profile === undefined ? (
            <Notice kind="error">Your account has no profile. Sign out and in again.</Notice>
          ) : (
            <Profile key={profile.weight_unit} profile={profile} />
          )
        }
      </Loaded>
      <WayIn />
      <section className="card">
        <h2>Take it along</h2>
        <ExportButtons />
      </section>
      <End />
    </>
  );
}

type Shown = Pick<
  Tables<'profiles'>,
  'display_name' | 'weight_unit' | 'smallest_plate_grams' | 'rest_timer_seconds'
>;

function shownOf(profile: Shown): Shown {
  const { display_name, weight_unit, smallest_plate_grams, rest_timer_seconds } = profile;
  return { display_name, weight_unit, smallest_plate_grams, rest_timer_seconds };
}

function Profile({ profile }: { readonly profile: Tables<'profiles'> }) {
  const { store } = useLifter();
  const saving = useSaving();
  const [base, setBase] = useState<Shown>(() => shownOf(profile));
  const [name, setName] = useState(profile.display_name ?? '');
  const [unit, setUnit] = useState(profile.weight_unit);
  const units = { unit: profile.weight_unit, plate: profile.smallest_plate_grams };
  const before = weightNumber(profile.smallest_plate_grams, units);
  const [plateText, setPlate] = useState(before);
  const [restText, setRest] = useState(
    profile.rest_timer_seconds === null ? '' : showNumber(profile.rest_timer_seconds),
  );
  const typed = plateText === before ? { value: units.plate } : typedWeight(plateText, units);
  const plate =
    typed.value !== undefined && (typed.value < 1 || typed.value > 50_000)
      ? { problem: 'A plate weighs from 1 gram to 50 kg.' }
      : typed;
  const rest = typedNumber(restText, { least: 1, most: 3600, isWhole: true });
  return (
    <Form
      saving={saving}
      label="Save settings"
      problems={[plate.problem, rest.problem]}
      onSave={async () => {
        const now: Shown = {
          display_name: typedWords(name),
          weight_unit: unit,
          smallest_plate_grams: plate.value ?? profile.smallest_plate_grams,
          rest_timer_seconds: rest.value ?? null,
        };
        // a field without a change is not sent: another device may have changed it
        await store.write('changeProfile', { id: profile.id, changes: now, before: base });
        setBase(now);
      }}
    >
      <section className="card stack">
        <Field label="Name" value={name} maxLength={200} autoComplete="name" onText={setName} />
        <Choice
          label="Weights in"
          value={unit}
          onChange={setUnit}
          choices={[
            ['kg', 'Kilograms'],
            ['lb', 'Pounds'],
          ]}
        />
        <NumberField
          label="Lightest plate"
          unit={units.unit}
          text={plateText}
          problem={plate.problem}
          hint="The buttons step by two of them. What you type is kept as you type it."
          onText={setPlate}
        />
        <NumberField
          label="Rest between sets"
          unit="seconds; empty is no timer"
          inputMode="numeric"
          text={restText}
          problem={rest.problem}
          onText={setRest}
        />
      </section>
    </Form>
  );
}

/** The e-mail address and the password: auth's, so they need network. */
function WayIn() {
  const { connection, lifter } = useLifter();
  const [email, setEmail] = useState(lifter.email);
  const [password, setPassword] = useState('');
  const mailing = useSaving();
  const locking = useSaving();
  return (
    <section className="card stack">
      <h2>How you sign in</h2>
      <Form
        saving={mailing}
        label="Change the e-mail address"
        problems={[email.trim() === '' ? 'Type an address.' : undefined]}
        onSave={() => changeAccount(connection, { email: email.trim() })}
      >
        <Field
          label="E-mail"
          type="email"
          autoComplete="email"
          value={email}
          hint="You get a mail with a link at the new address. The change counts once you open it."
          onText={setEmail}
        />
      </Form>
      <Form
        saving={locking}
        label="Change the password"
        problems={[password.length < 8 ? 'Eight characters or more.' : undefined]}
        onSave={async () => {
          await changeAccount(connection, { password });
          setPassword('');
        }}
      >
        <Field
          label="New password"
          type="password"
          autoComplete="new-password"
          value={password}
          hint="Eight characters or more."
          onText={setPassword}
        />
      </Form>
    </section>
  );
}

function End() {
  const { connection, lifter, store } = useLifter();
  const { entries } = useStore();
  const [word, setWord] = useState('');
  const saving = useSaving();
  return (
    <details className="card aside">
      <summary>Delete the account</summary>
      <p>
        Everything goes with it: programs, workouts, maxes,{' '}
        {entries.length > 0 && 'what is not sent, '}
        and nobody can bring it back. Export it first if you want to keep it.
      </p>
      <Field
        label="Type your e-mail address to delete the account"
        value={word}
        autoComplete="off"
        onText={setWord}
      />
      <NotSaved saving={saving} />
      <button
        type="button"
        className="button button-leave"
        disabled={word.trim() !== lifter.email || saving.isPending}
        onClick={() =>
          saving.save(async () => {
            await deleteAccount(connection);
            forgetWorkouts(lifter.id);
            await store.forget();
          })
        }
      >
        Delete the account and everything in it
      </button>
    </details>
  );
}

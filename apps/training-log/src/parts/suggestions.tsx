import type { Known } from '../data/index.ts';
import { useLifter, useUnits, useWeights } from '../lifter-context.ts';
import { now } from '../store/clock.ts';
import { liftName } from '../training/lifts.ts';
import type { LiftProgress } from '../training/progress.ts';
import { activeConfig, newestMaxes } from '../training/select.ts';
import { suggestMaxes, type Suggestion } from '../training/suggestion.ts';
import { NotSaved, useSaving } from './form.tsx';
import { QuietButton } from './quiet-button.tsx';

interface SuggestionsProperties {
  readonly known: Known;
  readonly progress: readonly LiftProgress[];
}

/** New maxes that training speaks for: the lifter takes them or not. */
export function Suggestions({ known, progress }: SuggestionsProperties) {
  const { lifter, store } = useLifter();
  const units = useUnits();
  const show = useWeights();
  const saving = useSaving();
  const maxes = newestMaxes(known);
  if (maxes === undefined) return null;
  const overrides = activeConfig(known)?.overrides ?? {};
  const suggested = suggestMaxes(maxes, progress, overrides, units, now().getTime());
  if (suggested.length === 0) return null;
  const take = async ({ lift, to }: Suggestion) => {
    const { squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams } = maxes;
    await store.write('enterMaxes', {
      id: crypto.randomUUID(),
      user_id: lifter.id,
      recorded_at: now().toISOString(),
      source: 'system_calculated',
      squat_1rm_grams: lift === 'squat' ? to : squat_1rm_grams,
      bench_1rm_grams: lift === 'bench' ? to : bench_1rm_grams,
      deadlift_1rm_grams: lift === 'deadlift' ? to : deadlift_1rm_grams,
    });
  };
  return (
    <section className="card" aria-label="Suggestions">
      <h2>Stronger than your maxes say?</h2>
      {suggested.map((one) => (
        <div key={one.lift} className={`lift-${one.lift}`}>
          <p>
            {one.why} Now {show(one.from)}.
          </p>
          <QuietButton disabled={saving.isPending} onClick={() => saving.save(() => take(one))}>
            Take {show(one.to)} for the {liftName[one.lift].toLowerCase()}
          </QuietButton>
        </div>
      ))}
      <NotSaved saving={saving} />
      <p className="hint">
        Estimated from weight, reps and RPE. Nothing changes unless you take it.
      </p>
    </section>
  );
}

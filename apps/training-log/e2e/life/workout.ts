import type { Locator } from 'playwright-core';
import { becomes, field, press } from '../lifter.ts';
import type { RandomPhone } from './phone.ts';
import { meaningOf, reps, rpes, weights } from './typings.ts';

/** A set as the list of done sets shows it. */
export interface SeenSet {
  readonly weight_grams: number;
  readonly reps_completed: number;
  readonly rpe_actual?: number;
}

type Pick = <Value>(values: readonly Value[]) => Value;

/** The workout on the screen: the lifter's actions, and the expected results. */
export class SeenWorkout {
  readonly #phone: RandomPhone;
  readonly #pick: Pick;
  /** From the address: several workouts may be open. */
  readonly #sets = new Map<string, readonly SeenSet[]>();

  constructor(phone: RandomPhone, pick: Pick) {
    this.#phone = phone;
    this.#pick = pick;
  }

  get #address(): string {
    return new URL(this.#phone.page.url()).pathname;
  }

  /** The confirmed sets of the workout on the screen. */
  get sets(): readonly SeenSet[] {
    return this.#sets.get(this.#address) ?? [];
  }

  #keep(sets: readonly SeenSet[]): void {
    this.#sets.set(this.#address, sets);
  }

  /** Whether the screen accepts sets. */
  isThere(): Promise<boolean> {
    return this.#form.isVisible();
  }

  /** Waits until it does. */
  shown(): Promise<void> {
    return this.#form.waitFor();
  }

  get #form(): Locator {
    return this.#phone.page.locator('.workout > form.set-form');
  }

  get #next(): Locator {
    return this.#phone.page.getByRole('button', { name: /^Log set \d+$/ });
  }

  /** Expects the confirmed sets on the screen. */
  async check(): Promise<void> {
    const list = this.#phone.page.locator('.workout > .sets-done > li');
    const seen = () =>
      list.evaluateAll((items) =>
        items.map((one) => [
          one.querySelector('strong')?.textContent,
          one.querySelector('.quiet')?.textContent,
        ]),
      );
    const expected = this.sets.map(({ weight_grams, reps_completed, rpe_actual }) => [
      `${reps_completed} × ${weight_grams / 1000} kg`,
      rpe_actual === undefined ? '' : `RPE ${rpe_actual}`,
    ]);
    await becomes<unknown>(seen, expected, 10_000);
  }

  /** The texts in the fields, which a reload must not change. */
  fields(): Promise<string[]> {
    return this.#form
      .locator('input, textarea')
      .evaluateAll((inputs) =>
        inputs.map((one) =>
          one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? one.value : '',
        ),
      );
  }

  /** Types into a field of the next set. */
  async type(): Promise<void> {
    if (!(await this.#next.isVisible())) return;
    const [name, texts] = this.#pick([
      [/^Weight/, weights],
      [/^Reps/, reps],
      [/^RPE/, rpes],
    ] as const);
    const [text] = this.#pick<readonly [string, unknown]>(texts);
    await field(this.#phone.page, name).fill(text);
  }

  async step(): Promise<void> {
    if (!(await this.#next.isVisible())) return;
    const name = this.#pick(['Weight: more', 'Weight: less', 'Reps: more', 'Reps: less']);
    await press(this.#phone.page, name);
  }

  /**
   * Logs the fields with one or two taps. The result is one set if all texts are understood,
   * otherwise none.
   */
  async log(isDouble: boolean): Promise<void> {
    const another = this.#phone.page.getByRole('button', { name: 'Another set' });
    if (await another.isVisible()) await another.click();
    const read = (name: RegExp) => field(this.#phone.page, name).inputValue();
    const weight_grams = meaningOf(weights, await read(/^Weight/), {
      perUnit: 1000,
      most: 1_000_000,
    });
    const reps_completed = meaningOf(reps, await read(/^Reps/), { most: 100 });
    const rpe = meaningOf(rpes, await read(/^RPE/));
    await this.#next.click({ clickCount: isDouble ? 2 : 1 });
    if (weight_grams === undefined || reps_completed === undefined || rpe === undefined) {
      await this.#phone.page.locator('[aria-invalid="true"]').first().waitFor();
    } else {
      const set = { weight_grams, reps_completed, ...(rpe === null ? {} : { rpe_actual: rpe }) };
      this.#keep([...this.sets, set]);
    }
    await this.check();
  }

  /** Changes, moves or deletes a done set. */
  async edit(): Promise<void> {
    if (this.sets.length === 0) return;
    const { page } = this.#phone;
    const index = this.#pick(this.sets.map((_set, at) => at));
    const number = index + 1;
    await page.getByRole('button', { name: `Change set ${number}`, exact: true }).click();
    const editor = page.getByRole('form', { name: `Set ${number}`, exact: true });
    const what = this.#pick(['change', 'up', 'down', 'delete']);
    if (what === 'change') {
      await field(editor, /^Weight/).fill('77.777');
      await press(editor, `Keep set ${number}`);
      this.#keep(
        this.sets.map((set, at) => (at === index ? { ...set, weight_grams: 77_777 } : set)),
      );
    } else if (what === 'delete') {
      await press(editor, `Delete set ${number}`);
      this.#keep(this.sets.toSpliced(index, 1));
    } else {
      await press(editor, `Move ${what}`);
      this.#move(index, what === 'up' ? index - 1 : index + 1);
      // the editor moves with its set
      await page.locator('.sets-done [aria-expanded="true"]').click();
    }
    await this.check();
  }

  #move(from: number, to: number): void {
    const set = this.sets[from];
    if (set === undefined || to < 0 || to >= this.sets.length) return;
    this.#keep(this.sets.toSpliced(from, 1).toSpliced(to, 0, set));
  }

  /** Ends the workout with one or two taps, and waits for the confirmation. */
  async finish(notes: string, isDouble: boolean): Promise<void> {
    const { page } = this.#phone;
    const early = page.getByRole('button', { name: /^Finish (here|without a set)$/ });
    if (await early.isVisible()) await early.click();
    await page.getByLabel('Notes').fill(notes);
    await field(page, /^All of it/).fill('');
    await this.check();
    const end = page.getByRole('button', { name: 'Finish the workout' });
    await end.click({ clickCount: isDouble ? 2 : 1 });
    await page.getByRole('heading', { name: 'Done!' }).waitFor();
    this.#keep([]);
  }
}

import { createRandom } from '@parakeet/db-harness/random';
import type { Phone } from '../app.ts';
import { allSent, becomes, field, goTo, press } from '../lifter.ts';
import { RandomPhone } from './phone.ts';
import { SeenWorkout, type SeenSet } from './workout.ts';

/** The work that the app confirmed to the lifter. */
export interface Confirmed {
  readonly workouts: { readonly session_notes: string; readonly actual_sets: unknown[] }[];
  /** One-rep maxes of the squat, in grams. */
  readonly maxes: number[];
  /** Minutes of sleep. */
  readonly nights: number[];
  /** The reasons of skipped sessions. */
  readonly skips: string[];
}

/** A lifter who taps and types at random, on a phone that fails at random. */
export class Life {
  readonly #random: () => number;
  readonly #phone: RandomPhone;
  readonly #workout: SeenWorkout;
  readonly confirmed: Confirmed = { workouts: [], maxes: [], nights: [], skips: [] };
  /** The actions so far, for the message of a failure. */
  readonly steps: string[] = [];
  #count = 0;

  constructor(phone: Phone, seed: number) {
    this.#random = createRandom(seed);
    this.#phone = new RandomPhone(phone);
    this.#workout = new SeenWorkout(this.#phone, (values) => this.#pick(values));
  }

  #pick<Value>(values: readonly Value[]): Value {
    const index = Math.floor(this.#random() * values.length);
    for (const found of values.slice(index, index + 1)) return found;
    throw new RangeError('there is none to pick');
  }

  /** Takes a random action, most often in training. */
  async step(): Promise<void> {
    const isUnderWay = await this.#workout.isThere();
    const action = this.#random() < 0.7 ? this.#training(isUnderWay) : this.#pick(this.#others);
    const [name, act] = action;
    this.steps.push(name);
    await act();
  }

  /** Finishes the open workout, and waits until everything was sent. */
  async end(): Promise<void> {
    await this.#phone.setNetwork(true);
    await this.#phone.setClock(0);
    await this.#phone.reload();
    for (let round = 0; round < 8 && !(await this.#workout.isThere()); round += 1) {
      await this.#goOn();
    }
    await this.#finish();
    const others = this.#phone.page.getByRole('link', { name: /is open\. Go on$/ });
    for (await this.#phone.goTo('/account'); await others.first().isVisible();) {
      await others.first().click();
      await this.#workout.shown();
      await this.#finish();
      await this.#phone.goTo('/account');
    }
    await this.#settle();
  }

  #training(isUnderWay: boolean): readonly [string, () => Promise<void>] {
    if (!isUnderWay) return ['go on', () => this.#goOn()];
    return this.#pick([
      ['type', () => this.#workout.type()],
      ['type', () => this.#workout.type()],
      ['step', () => this.#workout.step()],
      ['log', () => this.#workout.log(false)],
      ['log', () => this.#workout.log(false)],
      ['log with two taps', () => this.#workout.log(true)],
      ['edit', () => this.#workout.edit()],
      ['finish', () => this.#finish()],
    ] as const);
  }

  readonly #others: readonly (readonly [string, () => Promise<void>])[] = [
    ['reload', () => this.#keeping(() => this.#phone.reload())],
    ['the tab dies', () => this.#keeping(() => this.#phone.die())],
    ['another tab', () => this.#turn()],
    ['airplane mode', () => this.#phone.setNetwork(false)],
    ['network', () => this.#phone.setNetwork(true)],
    ['the clock jumps', () => this.#phone.setClock(this.#pick([-3, -1, 0, 1, 2, 3, 7, 30, 2000]))],
    ['maxes', () => this.#enterMaxes()],
    ['a night', () => this.#sleep()],
    ['skip', () => this.#skip()],
    ['wander', () => this.#wander()],
  ];

  /** Closing or reloading the tab loses no text and no work. */
  async #keeping(happening: () => Promise<void>): Promise<void> {
    if (!(await this.#workout.isThere())) return happening();
    const before = await this.#workout.fields();
    await happening();
    await this.#workout.check();
    await becomes(() => this.#workout.fields(), before, 5000);
  }

  async #turn(): Promise<void> {
    await this.#phone.turn();
    if (await this.#workout.isThere()) await this.#workout.check();
  }

  /** Goes one step towards a set, from any screen. */
  async #goOn(): Promise<void> {
    const { page } = this.#phone;
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    const button = page.getByRole('button', {
      name: /^(Go on with the workout|Start the workout|Show my plan)$/,
    });
    const program = page.getByRole('link', { name: /^Start (a|the next) program$/ });
    await button.or(program).first().waitFor();
    if (await button.first().isVisible()) {
      await this.#phone.tap(button.first());
      return;
    }
    if (!(await this.#phone.tap(program))) return;
    const agree = page.getByLabel(/Your current program will be archived/);
    await page.getByLabel('First day').waitFor();
    if (await agree.isVisible()) await agree.check();
    await press(page, 'Start the program');
  }

  async #finish(): Promise<void> {
    if (!(await this.#workout.isThere())) return;
    this.#count += 1;
    const session_notes = `Workout ${this.#count}`;
    const { sets } = this.#workout;
    await this.#workout.finish(session_notes, this.#random() < 0.5);
    this.confirmed.workouts.push({ session_notes, actual_sets: numbered(sets) });
  }

  async #enterMaxes(): Promise<void> {
    const { page } = this.#phone;
    await this.#phone.goTo('/maxes');
    this.#count += 1;
    await page.getByLabel(/^Squat kg/).fill(`${100 + this.#count},5 kg`);
    await press(page, 'Save maxes');
    await page.waitForURL((url) => url.pathname === '/');
    this.confirmed.maxes.push(100_500 + 1000 * this.#count);
  }

  async #sleep(): Promise<void> {
    const { page } = this.#phone;
    await this.#phone.goTo('/recovery');
    this.#count += 1;
    await field(page, /^Sleep/).fill(String(this.#count / 60));
    await press(page, 'Save recovery');
    await page.getByText('Saved.', { exact: true }).waitFor();
    this.confirmed.nights.push(this.#count);
  }

  async #skip(): Promise<void> {
    const { page } = this.#phone;
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await this.#phone.shown();
    const more = page.getByText('Not this one, or not today?');
    if (!(await more.isVisible()) || !(await this.#phone.tap(more))) return;
    this.#count += 1;
    const reason = `Skip ${this.#count}`;
    await page.getByLabel('Why, if you like').fill(reason);
    await press(page, 'Skip this session');
    await page.getByText('Not this one, or not today?').waitFor();
    this.confirmed.skips.push(reason);
  }

  async #wander(): Promise<void> {
    const { page } = this.#phone;
    const screen = this.#pick(['History', 'Progress', 'Account', 'Settings', 'Volume', 'Formula']);
    const isPlace = ['History', 'Progress', 'Account'].includes(screen);
    if (isPlace) await page.getByRole('link', { name: screen, exact: true }).click();
    else await goTo(page, new RegExp(`^${screen}`));
    await page.getByRole('heading', { level: 1, name: screen }).waitFor();
  }

  /** Uses the list of refused changes until everything was sent. */
  async #settle(): Promise<void> {
    const { page } = this.#phone;
    await this.#phone.goTo('/outbox');
    const offers = ['Save mine as a correction', 'Send it with the current time', 'Try again'];
    const round = async () => {
      for (const offer of offers) {
        const button = page.getByRole('button', { name: offer }).first();
        if (await button.isVisible()) {
          await this.#phone.tap(button);
          return false;
        }
      }
      return page.getByText('All is sent').isVisible();
    };
    await becomes(round, true, 60_000);
    await allSent(page);
  }
}

function numbered(sets: readonly SeenSet[]): unknown[] {
  return sets.map((set, index) => ({ ...set, set_number: index + 1 }));
}

// What a lifter waits for, on a phone of the middle with Slow 4G: `npx nx run training-log:vitals`.
// The figures depend on the machine, so nothing is asserted of them.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '@parakeet/db-harness/browser/chromium';
import { checkoutAt } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { describeInBrowser, stackOfRun } from './app.ts';
import { rowsOf } from './database.ts';
import { allSent, field, press, signIn, signUpWithProgram } from './lifter.ts';
import { serveGzipped } from './vitals/gzip-server.ts';
import { observe, observeShown, slowDown, vitalsOf } from './vitals/observed.ts';

const ms = (value: number) => `${Math.round(value)} ms`;
const say = (...cells: string[]) => void process.stdout.write(`  ${cells.join('  ')}\n`);

/** Some four years, three times a week. */
const veteran = 'lifter-1@volume.parakeet.test';
const weeks = 205;

describeInBrowser('what a lifter waits for', () => {
  let browser: Browser;
  const ends: (() => unknown)[] = [];
  let url: string;

  beforeAll(async () => {
    const stack = stackOfRun();
    const app = await serveGzipped(`${stack.directory}/app`);
    browser = await launchBrowser();
    ends.push(() => browser.close(), app.stop);
    ({ url } = app);
    const checkout = await checkoutAt(stack.directory, stack);
    const volume = ['--lifters=1', `--weeks=${weeks}`];
    await succeeds(checkout.run('db-schema:volume', volume));
    await rowsOf(
      `update auth.users set encrypted_password = other.encrypted_password,
         email_confirmed_at = now(), confirmation_token = '', recovery_token = '',
         email_change_token_new = '', email_change = ''
       from auth.users as other where users.email = $1 and other.email = 'maya@parakeet.test'`,
      [veteran],
    );
  }, 180_000);
  afterAll(async () => {
    for (const end of ends) await end();
  });

  /** A phone of its own, which observes its pages. */
  async function open(serviceWorkers: 'allow' | 'block'): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 360, height: 640 },
      locale: 'en-GB',
      serviceWorkers,
    });
    const page = await context.newPage();
    await observe(page);
    page.setDefaultTimeout(60_000);
    return page;
  }

  /** Loads a screen on a slow phone, and says how long its largest part and its rows took. */
  async function load(page: Page, what: string, path: string, selector: string): Promise<number> {
    const slow = await page.context().newPage();
    await observeShown(slow, selector);
    await slowDown(slow);
    await slow.goto(new URL(path, url).href);
    await slow.locator(selector).first().waitFor();
    await slow.waitForTimeout(1500);
    const { lcp, largest, shown, shift } = await vitalsOf(slow);
    expect(shown, 'was observed').toBeGreaterThan(0);
    say(
      what.padEnd(42),
      `LCP ${ms(lcp)}`,
      `shown ${ms(shown)}`,
      `CLS ${shift.toFixed(3)}`,
      largest,
    );
    await slow.close();
    return lcp;
  }

  const screens = [
    ['today', '/', 'main .plan, main .soreness, main .empty'],
    ['progress', '/progress', '.chart-dots'],
    ['history', '/history', '.history summary'],
  ] as const;

  it('from nothing, and as somebody who is signed in', async () => {
    const first = await open('block');
    const lcp = await load(first, 'sign in, the first visit', '/', 'input[type=password]');
    expect(lcp, 'was observed').toBeGreaterThan(0);
    for (const email of ['tomas@parakeet.test', veteran]) {
      for (const worker of ['allow', 'block'] as const) {
        const page = await open(worker);
        await page.goto(url);
        await signIn(page, email);
        await page.waitForTimeout(4000);
        for (const [name, path, selector] of screens) {
          const how = worker === 'allow' ? 'kept by the worker' : 'nothing in the cache';
          if (worker === 'block') {
            const devTools = await page.context().newCDPSession(page);
            await devTools.send('Network.clearBrowserCache');
          }
          await load(page, `${email.split('@')[0]}, ${name}, ${how}`, path, selector);
        }
        await page.context().close();
      }
    }
  });

  it('taps, without a brake: the slowest of a workout', async () => {
    for (const cpu of [1, 4]) {
      const page = await open('block');
      await page.goto(url);
      await signUpWithProgram(page);
      await allSent(page);
      await slowDown(page, cpu);
      if (cpu > 1) await (await page.context().newCDPSession(page)).send('Network.disable');
      await workout(page);
      const { inp, shift, shifted } = await vitalsOf(page);
      expect(inp, 'was observed').toBeGreaterThan(0);
      say(`a workout, CPU ${cpu}×`.padEnd(42), `INP ${ms(inp)}`, `CLS ${shift.toFixed(3)}`);
      for (const one of new Set(shifted)) say('', one);
      await page.context().close();
    }
  });
});

/** From the check-in to what is next, slowly enough that no shift counts as that of a tap. */
async function workout(page: Page): Promise<void> {
  const rest = () => page.waitForTimeout(700);
  await page.getByRole('group', { name: 'Quads' }).getByText('4').click();
  await rest();
  await press(page, 'Show my plan');
  await page.getByRole('button', { name: 'Start the workout' }).waitFor();
  await rest();
  await press(page, 'Start the workout');
  await page.getByRole('heading', { name: /Set 1/ }).waitFor();
  await rest();
  await press(page, 'Weight: more');
  await field(page, /^RPE/).fill('8');
  for (const set of [1, 2]) {
    await press(page, `Log set ${set}`);
    await rest();
  }
  await press(page, 'Finish the workout');
  await page.getByRole('heading', { name: 'Done!' }).waitFor();
  await rest();
  await page.getByRole('link', { name: 'See your progress' }).click();
  await page.locator('.chart-dots').first().waitFor({ state: 'attached' });
  await rest();
}

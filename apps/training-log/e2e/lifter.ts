import { randomUUID } from 'node:crypto';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { chromiumPath, launchBrowser } from '@parakeet/db-harness/browser/chromium';
import { today } from './days.ts';
import { serveApi, type Stack } from './stack.ts';

/** Noon of a day, in UTC. */
export const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

const phone = { width: 390, height: 844 };

/** A phone of the test's own, and what its console said. */
export interface Phone {
  readonly page: Page;
  /** Errors of the console that the test expects. */
  readonly expectErrors: (matching: RegExp) => void;
  /** Hears another tab of the phone too. */
  readonly hear: (page: Page) => Page;
}

/** What the tests of a file have. */
export interface AppUnderTest {
  /**
   * Opens the app on a phone where nobody has signed in.
   *
   * @param now where the phone's clock starts; noon of the seed's day if not given
   */
  open(options?: BrowserContextOptions, now?: Date): Promise<Phone>;
  stopApi(): Promise<void>;
  startApi(): Promise<void>;
}

/** Whether there is a browser to test with. */
export const hasBrowser = chromiumPath !== undefined;

/** A browser and the Data API, for the tests of a file. A console error fails the test. */
export function useApp(): AppUnderTest {
  let browser: Browser;
  let api: { stop: () => Promise<void> } | undefined;
  let said: { text: string; expected: () => readonly RegExp[] }[] = [];
  const stack = (): Stack => {
    const found = inject('stack');
    if (found === null) throw new Error('there is no browser here, and so no stack');
    return found;
  };
  beforeAll(async () => {
    if (!hasBrowser) return;
    api = await serveApi(stack());
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    const odd = said.filter(({ text, expected }) => !expected().some((one) => one.test(text)));
    said = [];
    expect(
      odd.map(({ text }) => text),
      'the console is quiet',
    ).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });
  return {
    async open(options = {}, now = noon(today)) {
      const context = await browser.newContext({
        viewport: phone,
        locale: 'en-GB',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
        // what a worker serves is not seen by page.route
        serviceWorkers: 'block',
        ...options,
      });
      const expected: RegExp[] = [];
      const say = (text: string) => said.push({ text, expected: () => expected });
      const hear = (page: Page): Page => {
        page.setDefaultTimeout(20_000);
        page.on('console', (message) => {
          const text = message.text();
          const isOurs = !text.startsWith('Service Worker registration blocked');
          if (isOurs && ['error', 'warning'].includes(message.type())) say(text);
        });
        page.on('pageerror', (error) => say(String(error)));
        return page;
      };
      await context.clock.install({ time: now });
      const page = hear(await context.newPage());
      await page.goto(stack().app);
      return { page, hear, expectErrors: (matching) => void expected.push(matching) };
    },
    async stopApi() {
      await api?.stop();
    },
    async startApi() {
      api = await serveApi(stack());
    },
  };
}

/** Signs up as somebody new. */
export async function signUp(page: Page): Promise<string> {
  const email = `lifter-${randomUUID()}@parakeet.test`;
  await page.getByRole('button', { name: 'I am new here' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('parakeet-local');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('How strong are you?').waitFor();
  return email;
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('parakeet-local');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Enters maxes, in kg. */
export async function enterMaxes(page: Page, squat: string): Promise<void> {
  await page.getByRole('link', { name: 'Enter your maxes' }).click();
  await page.getByLabel(/^Squat kg/).fill(squat);
  await page.getByLabel(/^Bench kg/).fill('72,5');
  await page.getByLabel(/^Deadlift kg/).fill('180 kg');
  await page.getByRole('button', { name: 'Save maxes' }).click();
}

export async function startProgram(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Start a program' }).click();
  await page.getByRole('button', { name: 'Start the program' }).click();
  await page.getByRole('heading', { name: 'How sore are you?' }).waitFor();
}

/** From maxes to the first set of a program's first workout. */
export async function trainFirstSet(page: Page, squat: string): Promise<void> {
  await enterMaxes(page, squat);
  await startProgram(page);
  await beginWorkout(page);
  await logSet(page, 1);
}

/** Checks in fresh, and begins the workout. */
export async function beginWorkout(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show my plan' }).click();
  await page.getByRole('button', { name: 'Start the workout' }).click();
  await page.getByRole('heading', { name: /Set 1/ }).waitFor();
}

export async function logSet(page: Page, number: number): Promise<void> {
  await page.getByRole('button', { name: `Log set ${number}` }).click();
}

/** What this device keeps of its outbox. */
function outbox(page: Page): Promise<readonly { write: string; state: string }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('parakeet');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const database = opening.result;
          const reading = database.transaction('outbox').objectStore('outbox').getAll();
          reading.addEventListener('error', () => reject(reading.error));
          reading.addEventListener('success', () => {
            database.close();
            resolve(reading.result);
          });
        });
      }),
  );
}

/** Waits until all that was saved was sent, and read back. */
export async function allSent(page: Page): Promise<void> {
  await expect.poll(() => outbox(page), { timeout: 20_000 }).toEqual([]);
}

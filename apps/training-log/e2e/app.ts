import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';
import { chromiumPath, launchBrowser } from '@parakeet/db-harness/browser/chromium';
import { today } from './days.ts';
import type { Stack } from './stack.ts';

/** Noon of a day, in UTC. */
export const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

const phone = { width: 390, height: 844 };

/** The test's own phone, and the messages of its console. */
export interface Phone {
  readonly page: Page;
  /** Console errors that the test expects. */
  readonly expectErrors: (matching: RegExp) => void;
  /** Whether this phone reaches the Data API. */
  readonly setApi: (answers: boolean) => Promise<void>;
  /** Watches the console of another tab of the phone too. */
  readonly hear: (page: Page) => Page;
}

/** The fixtures of a test file. */
export interface AppUnderTest {
  /**
   * Opens the app on a phone without a signed-in lifter.
   *
   * @param now the start of the phone's clock; noon of the seed's day if not given
   */
  open(options?: BrowserContextOptions, now?: Date): Promise<Phone>;
}

/** The stack of this run. */
export function stackOfRun(): Stack {
  const stack = inject('stack');
  if (stack === null) throw new Error('there is no browser here, and so no stack');
  return stack;
}

/** Runs tests in a browser. Without Chromium they are skipped, and the set-up prints why. */
export const describeInBrowser = chromiumPath === undefined ? describe.skip : describe;

/** A browser for the tests of a file. A console error fails the test. */
export function useApp(): AppUnderTest {
  let browser: Browser;
  let messages: { text: string; expected: readonly RegExp[] }[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    const odd = messages.filter(({ text, expected }) => !expected.some((one) => one.test(text)));
    messages = [];
    expect(
      odd.map(({ text }) => text),
      'the console is quiet',
    ).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    async open(options = {}, now = noon(today)) {
      const context = await browser.newContext({
        viewport: phone,
        locale: 'en-GB',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
        // page.route does not see requests that a service worker answers
        serviceWorkers: 'block',
        ...options,
      });
      const expected: RegExp[] = [];
      /** Addresses of requests without an answer. */
      const unanswered = new Set<string>();
      const say = (text: string) => messages.push({ text, expected });
      const hear = (page: Page): Page => {
        page.setDefaultTimeout(20_000);
        page.on('console', (message) => {
          const text = message.text();
          const isOurs = !text.startsWith('Service Worker registration blocked');
          // sent again, since the first answer was lost, such as by a reload: it had landed
          const isAgain =
            text.includes('the server responded with a status of 409') &&
            unanswered.has(message.location().url);
          if (isOurs && !isAgain && ['error', 'warning'].includes(message.type())) say(text);
        });
        page.on('requestfailed', (request) => unanswered.add(request.url()));
        page.on('pageerror', (error) => say(String(error)));
        return page;
      };
      await context.clock.install({ time: now });
      const page = hear(await context.newPage());
      await page.goto(stackOfRun().app);
      const api = `http://127.0.0.1:${stackOfRun().apiPort}/**`;
      return {
        page,
        hear,
        expectErrors: (matching) => void expected.push(matching),
        async setApi(answers) {
          if (answers) await context.unroute(api);
          else await context.route(api, (route) => route.abort('connectionrefused'));
        },
      };
    },
  };
}

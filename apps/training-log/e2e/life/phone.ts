import type { BrowserContext, Locator, Page } from 'playwright-core';
import { addDays } from '../../src/training/day.ts';
import { noon, stackOfRun, type Phone } from '../app.ts';

/** The first day of a life. */
export const firstDay = '2026-02-02';

/** The faults of a phone, and the visible tab of the app. */
export class RandomPhone {
  readonly context: BrowserContext;
  readonly #hear: Phone['hear'];
  #tabs: [Page, ...Page[]];

  constructor({ page, hear }: Phone) {
    this.context = page.context();
    this.#hear = hear;
    this.#tabs = [page];
  }

  get page(): Page {
    return this.#tabs[0];
  }

  /** Waits for the heading of the screen. */
  async shown(): Promise<void> {
    await this.page.locator('main :is(h1, h2)').first().waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.shown();
  }

  /** Closes the tab, and opens another one at the same address. */
  async die(): Promise<void> {
    const url = this.page.url();
    const [dead, ...others] = this.#tabs;
    await dead.close();
    this.#tabs = [this.#hear(await this.context.newPage()), ...others];
    await this.page.goto(url);
    await this.shown();
  }

  /** Switches to another tab. If there is only one, it opens a second one. */
  async turn(): Promise<void> {
    const [first, second] = this.#tabs;
    if (second === undefined) {
      const opened = this.#hear(await this.context.newPage());
      await opened.goto(first.url());
      this.#tabs = [opened, first];
    } else this.#tabs = [second, first];
    await this.page.bringToFront();
    await this.shown();
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(new URL(path, stackOfRun().app).href);
    await this.shown();
  }

  async setNetwork(isThere: boolean): Promise<void> {
    await this.context.setOffline(!isThere);
  }

  /** Moves the clock, in days from the first one. */
  async setClock(days: number): Promise<void> {
    await this.page.clock.setSystemTime(noon(addDays(firstDay, days)));
  }

  /** Taps an element that may have disappeared; returns whether it was there. */
  async tap(what: Locator): Promise<boolean> {
    return what.click({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  }
}

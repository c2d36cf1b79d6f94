import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from '@parakeet/db-harness/browser/axe';
import { sideways } from '@parakeet/db-harness/browser/sideways';
import { describeInBrowser, useApp } from './app.ts';
import { walk } from './walk.ts';

/** Controls too small for a thumb: lower than 48 pixels, except links in a text. */
function smallTargets(page: Page): Promise<unknown> {
  const controls = 'button, .button, .place, summary, .levels span, .choices span, .field input';
  return page.evaluate(`[...document.querySelectorAll('${controls}')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 48)
    .map((one) => [one.outerHTML, one.getBoundingClientRect().height])`);
}

describeInBrowser('every screen', () => {
  const app = useApp();

  it.each([
    ['light', { width: 390, height: 844 }],
    ['dark', { width: 390, height: 844 }],
    ['light', { width: 1280, height: 800 }],
    ['dark', { width: 320, height: 640 }],
  ] as const)('has nothing for axe to find, in %s at %o', async (colorScheme, viewport) => {
    const { page } = await app.open({ colorScheme, viewport });
    const look = async (screen: string) => {
      expect(await violations(page), screen).toEqual([]);
      expect(await smallTargets(page), screen).toEqual([]);
      expect(await sideways(page), `${screen} scrolls sideways`).toEqual([]);
    };
    await walk(page, look);
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await app.open();
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type('maya@parakeet.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type('parakeet-local');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('is checked by an axe that finds mistakes', async () => {
    const { page } = await app.open();
    // the heading is there before the app is
    await page.getByLabel('E-mail').waitFor();
    await page.evaluate('document.querySelector("label").remove()');
    expect(JSON.stringify(await violations(page))).toContain('label');
  });
});

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from '@parakeet/db-harness/browser/axe';
import { sideways } from '@parakeet/db-harness/browser/sideways';
import { describeInBrowser, useApp } from './app.ts';
import { enterMaxes, goTo, logSet, press, signIn, signUp } from './lifter.ts';

/** What cannot be hit with a thumb: controls lower than 48 pixels, which are no links in a text. */
function smallTargets(page: Page): Promise<unknown> {
  const controls = 'button, .button, .place, summary, .levels span, .choices span, .field input';
  return page.evaluate(`[...document.querySelectorAll('${controls}')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 48)
    .map((one) => [one.outerHTML, one.getBoundingClientRect().height])`);
}

const places = [
  /^Programs/,
  /^Formula/,
  /^Exercises/,
  /^Warm-up/,
  /^Volume/,
  /^Disruptions/,
  /^Recovery/,
  /^Settings/,
  /^Not sent yet/,
];

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
    await page.getByLabel('E-mail').waitFor();
    await look('sign in');
    await signUp(page);
    await look('no maxes');
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('heading', { name: 'A line needs two points' }).waitFor();
    await look('no progress');
    await page.getByRole('link', { name: 'Today' }).click();
    await enterMaxes(page, '100');
    await page.getByRole('link', { name: 'Start a program' }).waitFor();
    await look('no program');
    await page.getByRole('link', { name: 'Change my maxes' }).click();
    await page.getByText('My best triple').click();
    await press(page, 'Save maxes');
    await look('maxes');
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByRole('link', { name: 'Start a program' }).click();
    await page.getByLabel('First day').waitFor();
    await look('program');
    await press(page, 'Start the program');
    await page.getByRole('group', { name: 'Quads' }).getByText('4').click();
    await page.getByRole('group', { name: 'Chest' }).getByText('3').click();
    await page.getByRole('group', { name: 'Biceps' }).getByText('5').click();
    await look('soreness');
    await press(page, 'Show my plan');
    await page.getByRole('button', { name: 'Start the workout' }).waitFor();
    await look('plan');
    await page.goBack();
    await page.goForward();
    await press(page, 'Start the workout');
    await page.getByRole('heading', { name: /Set 1/ }).waitFor();
    await look('a set');
    await logSet(page, 1);
    await logSet(page, 2);
    await page.getByRole('heading', { name: 'How was it?' }).waitFor();
    await look('finish');
    await press(page, 'Finish the workout');
    await page.getByText('Your workout is logged.').waitFor();
    await look('done');
    await page.getByRole('link', { name: 'Account' }).click();
    await page.locator('.facts').waitFor();
    await look('account');
    await press(page, 'Sign out');
    await signIn(page, 'tomas@parakeet.test');
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history summary').first().click();
    await page.locator('.history details[open] :is(li, .hint)').first().waitFor();
    await look('history');
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.locator('.chart-dots').first().waitFor();
    await page.getByText('The same as a table').click();
    await look('progress');
    for (const place of places) {
      await goTo(page, place);
      await page.locator('main :is(.card, .empty)').first().waitFor();
      // what is folded away is on the screen too
      for (const summary of await page.locator('main summary').all()) await summary.click();
      await look(String(place));
    }
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

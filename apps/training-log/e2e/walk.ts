import type { Page } from 'playwright-core';
import { enterMaxes, goTo, logSet, press, signIn, signUp } from './lifter.ts';

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

/** Shows every screen: those of somebody new, then those of a lifter with years of training. */
export async function walk(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
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
}

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from '@parakeet/db-harness/browser/axe';
import { describeInBrowser, useApp } from './app.ts';
import { allSent, logSet, press, signIn, signUpWithProgram } from './lifter.ts';

type Row = Readonly<Record<string, unknown>>;

/** Answers sessions as a newer app may have written them. */
async function changeSessions(page: Page, change: (row: Row, index: number) => Row): Promise<void> {
  await page.route('**/rest/v1/sessions?*', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const response = await route.fetch();
    const rows: unknown = await response.json();
    const json = Array.isArray(rows) ? rows.map((row: Row, index) => change(row, index)) : rows;
    return route.fulfill({ response, json });
  });
}

describeInBrowser('what a newer app wrote', () => {
  const app = useApp();

  it('hides only that session, says so, and shows it after the update', async () => {
    const { page } = await app.open();
    let isFirst = true;
    await changeSessions(page, (row, index) => {
      isFirst ||= index === 0;
      const isNewer = isFirst && row['status'] === 'completed';
      isFirst &&= !isNewer;
      return isNewer ? { ...row, intensity_type: 'speed' } : { ...row, mood: { morning: 'good' } };
    });
    await signIn(page, 'maya@parakeet.test');
    await page.getByRole('link', { name: 'History' }).click();
    const words = page
      .getByRole('status')
      .getByText(/^One session was saved by a newer version of the app\. Update to see it\.$/);
    await words.waitFor();
    await page.locator('.history li').first().waitFor();
    expect(await page.locator('.history > li').count()).toBe(10);
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/rest/v1/sessions?*');
    await press(page, 'Update');
    await page.locator('.history > li').nth(10).waitFor();
    expect(await words.count()).toBe(0);
  });

  it('is not ignored: the app offers no new program instead of the next session', async () => {
    const { page } = await app.open();
    await changeSessions(page, (row) => ({ ...row, status: 'paused' }));
    await signIn(page, 'maya@parakeet.test');
    await page.getByRole('alert').getByText('saved by a newer version').waitFor();
    expect(await page.getByRole('link', { name: /program/ }).count()).toBe(0);
  });

  it('stays in a workout that is begun, changed and kept', async () => {
    const { page } = await app.open();
    await changeSessions(page, ({ planned_sets: sets, ...row }) => ({
      ...row,
      planned_sets: Array.isArray(sets)
        ? sets.map((set: Row) => ({ ...set, tempo: [3, 1] }))
        : sets,
    }));
    await signUpWithProgram(page);
    await press(page, 'Show my plan');
    // the plan is read back in the newer app's form
    await allSent(page);
    await press(page, 'Start the workout');
    await logSet(page, 1);
    await page.reload();
    await page.getByRole('heading', { name: /Set 2/ }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept).toMatch(/tempo.{1,20}3,1/);
  });
});

import { expect, it } from 'vitest';
import { days, lifterOf } from './days.ts';
import { sideways } from '@parakeet/db-harness/browser/sideways';
import { describeInBrowser, noon, useApp } from './app.ts';
import { signIn } from './lifter.ts';

const widths = [320, 390];

describeInBrowser('the screens that show days', () => {
  const app = useApp();

  it.each(days)('fit a narrow phone in any font, on %s', async (day) => {
    const { page } = await app.open({ timezoneId: 'Europe/Prague' }, noon(day));
    const look = async (screen: string) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 640 });
        // the chart learns of the new width a moment later
        await expect
          .poll(() => sideways(page), {
            message: `${screen} scrolls sideways at ${width} px`,
            timeout: 10_000,
          })
          .toEqual([]);
      }
    };
    await signIn(page, lifterOf('tomas', day));
    // the seed's program is in its fifth week on any day
    await page.getByText(/ · Week 5, day \d/).waitFor();
    await look('today');
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('status').getByText('Week 5').waitFor();
    await page.locator('.days li').first().waitFor();
    await page.locator('.history summary').first().waitFor();
    await look('history');
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.locator('.chart-dots').first().waitFor();
    await page.getByText('The same as a table').click();
    await look('progress');
  });
});

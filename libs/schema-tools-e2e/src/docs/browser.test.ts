import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { violations } from '@parakeet/db-harness/browser/axe';
import { chromiumPath, launchBrowser } from '@parakeet/db-harness/browser/chromium';
import { sideways } from '@parakeet/db-harness/browser/sideways';
import type { Checkout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumented, createShop, docs } from './shop.ts';

const phone = { width: 320, height: 640 };

// there is a browser to open it with; Debian has one as `chromium`
describe.skipIf(chromiumPath === undefined)('the site, opened from a file', () => {
  const checkouts: Checkout[] = [];
  const [shop, real] = ['shop', 'real'] as const;
  const folders = new Map<string, string>();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    for (const [name, make] of [
      [shop, createShop],
      [real, createDocumented],
    ] as const) {
      const checkout = await make();
      checkouts.push(checkout);
      await succeeds(docs(checkout));
      folders.set(name, join(checkout.directory, '.parakeet/docs'));
    }
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    for (const checkout of checkouts) await checkout.remove();
  });

  /** A page of a site, and what the console had to say. */
  async function open(site: string, file: string, options = {}) {
    const page = await browser.newPage(options);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('dialog', (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(join(folders.get(site) ?? '', file)).href);
    return { page, said };
  }

  it.each([
    [shop, 'table.public.order.html', phone, 'light'],
    [shop, 'function.public.add.html', phone, 'dark'],
    [real, 'index.html', phone, 'light'],
    [real, 'table.public.sessions.html', phone, 'dark'],
    [real, 'table.public.session_logs.html', { width: 1280, height: 800 }, 'light'],
    [shop, 'document.guides.refunds.html', phone, 'light'],
    [shop, 'document.guides.~readme.html', phone, 'dark'],
    [real, 'document.docs.errors.html', phone, 'dark'],
    [real, 'document.docs.lint.html', { width: 1280, height: 800 }, 'light'],
    [real, 'diagram.html', { width: 1280, height: 800 }, 'dark'],
    [real, 'function.public.complete_session.html', phone, 'light'],
  ] as const)(
    'has nothing for axe to find: %s %s at %o, %s',
    async (site, file, viewport, colorScheme) => {
      const { page, said } = await open(site, file, { viewport, colorScheme });
      // before axe, which loads the style sheet in a way that files forbid
      expect(said).toEqual([]);
      expect(await violations(page)).toEqual([]);
      expect(await sideways(page)).toEqual([]);
      await page.close();
    },
  );

  it('has a line for each cell of a table on a phone, which is a table still', async () => {
    const { page } = await open(real, 'table.public.session_logs.html', { viewport: phone });
    const columns = page.getByRole('region', { name: 'Columns' });
    const isCut = (one: { scrollWidth: number; clientWidth: number }) =>
      one.scrollWidth > one.clientWidth;
    expect(await columns.evaluate(isCut)).toBe(false);
    expect(await page.getByRole('region', { name: 'Constraints' }).evaluate(isCut)).toBe(false);
    expect(await columns.getByRole('columnheader').allTextContents()).toContain('Meaning');
    expect(await columns.getByRole('rowheader').first().textContent()).toBe('id');
    await page.close();
  });

  const look = (page: Page) => page.locator('#found a').allTextContents();

  it('finds names and sentences, by keyboard, and goes there', async () => {
    const { page, said } = await open(real, 'index.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip');
    await page.getByRole('searchbox', { name: 'Search' }).focus();
    await page.keyboard.type('sets_per muscle');
    expect(await look(page)).toContain('public.performance_metrics.sets_per_muscle');
    for (const [name, place] of [
      ['session_logs_pkey', 'public.session_logs.session_logs_pkey'],
      ['PK102', 'public.complete_session'],
    ] as const) {
      await page.keyboard.press('Control+A');
      await page.keyboard.type(name);
      expect(await look(page)).toContain(place);
    }
    await page.keyboard.press('Control+A');
    await page.keyboard.type('corrections');
    expect(await page.getByRole('status').first().textContent()).toMatch(/found/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('planned_sets [].reps');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/table\.public\.sessions\.html#inside-planned_sets$/);
    await page.getByRole('searchbox').fill('xylophones of glass');
    expect(await page.getByRole('status').first().textContent()).toBe('Nothing found');
    expect(said).toEqual([]);
    await page.close();
  });

  it('zooms by buttons, by keyboard, and by the wheel with Ctrl', async () => {
    const { page, said } = await open(real, 'diagram.html', { viewport: phone });
    const [svg, region] = [page.locator('.diagram svg'), page.locator('.diagram')];
    const width = async () => Math.round((await svg.boundingBox())?.width ?? 0);
    const whole = await width();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await width()).toBe(Math.round(whole * 1.25));
    expect(await page.getByRole('status').last().textContent()).toBe('125 %');
    await page.getByRole('button', { name: 'Fit to the page' }).press('Enter');
    expect(await width()).toBeLessThanOrEqual(phone.width);
    await page.getByRole('region', { name: 'Diagram of all tables' }).focus();
    await page.keyboard.press('0');
    expect(await width()).toBe(whole);
    await page.keyboard.press('-');
    expect(await width()).toBe(Math.round(whole / 1.25));
    await region.hover();
    await page.mouse.wheel(0, -100);
    expect(await width()).toBe(Math.round(whole / 1.25));
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect.poll(width).toBe(whole);
    expect(said).toEqual([]);
    await page.close();
  });

  it('leads from table to table in the diagram, and in the list of it', async () => {
    const { page } = await open(real, 'diagram.html');
    await page.locator('svg a[href="table.public.programs.html"]').click();
    await page.getByRole('heading', { level: 1, name: 'public.programs' }).waitFor();
    await page.getByText('Diagram of the references as a list').click();
    await page.locator('details a', { hasText: 'public.lifter_maxes' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'public.lifter_maxes' }).waitFor();
    expect(page.url()).toMatch(/table\.public\.lifter_maxes\.html$/);
    await page.close();
  });
});

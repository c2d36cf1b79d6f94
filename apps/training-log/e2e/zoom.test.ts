import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { sideways } from '@parakeet/db-harness/browser/sideways';
import { describeInBrowser, useApp } from './app.ts';
import { beginWorkout, field, goTo, signUp, signUpWithProgram } from './lifter.ts';
import { walk } from './walk.ts';

/** Runs in the page: finds texts that are cut off, and controls under other elements. */
function lost(): string[] {
  const found: string[] = [];
  const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter((one) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
  );
  const told = (one: Element) => one.outerHTML.slice(0, 140);
  for (const one of shown) {
    if (one.closest('svg, .visually-hidden, .skip') !== null) continue;
    const isText = [...one.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
    );
    const isInline = getComputedStyle(one).display === 'inline';
    const isCut = one.scrollWidth > one.clientWidth + 1;
    // a number in a field is seen at once; a longer text can be moved along
    const isNumber = one instanceof HTMLInputElement && /^[\d.,]+$/.test(one.value);
    if (!isInline && isCut && (isText || isNumber)) {
      found.push(`cut off: ${told(one)}`);
    }
  }
  const controls = 'a[href], button, input, select, textarea, summary';
  for (const one of document.querySelectorAll<HTMLElement>(controls)) {
    // what is folded away is reached by opening it
    if (!one.checkVisibility() || one.classList.contains('skip')) continue;
    const target =
      one instanceof HTMLInputElement && one.type === 'radio' ? one.closest('label') : one;
    if (target === null) continue;
    target.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (hit === null || !target.contains(hit)) {
      found.push(`out of reach: ${told(target)} under ${hit === null ? 'nothing' : told(hit)}`);
    }
  }
  return found;
}

/** Texts of twice the size, as a browser is set to: what is measured in rem grows with them. */
async function doubleTexts(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
}

describeInBrowser('at 200 %', () => {
  const app = useApp();

  it.each([
    ['a page of a desktop', { width: 640, height: 400 }, false],
    ['a page of a tablet', { width: 384, height: 512 }, false],
    ['the texts of a desktop', { width: 1280, height: 800 }, true],
    ['the texts of a phone', { width: 390, height: 844 }, true],
  ] as const)('nothing of a screen is lost: %s', async (_, viewport, isText) => {
    const { page } = await app.open({ viewport, deviceScaleFactor: isText ? 1 : 2 });
    if (isText) await doubleTexts(page);
    const problems: string[] = [];
    await walk(page, async (screen) => {
      for (const one of [...(await sideways(page)), ...(await page.evaluate(lost))]) {
        problems.push(`${screen}: ${String(one)}`);
      }
    });
    expect(problems).toEqual([]);
  });
});

describeInBrowser('on the narrowest phone', () => {
  const app = useApp();

  it('a field without buttons is as wide as its card', async () => {
    const { page } = await app.open({ viewport: { width: 360, height: 640 } });
    await signUp(page);
    await goTo(page, /^Settings/);
    const { width } = (await field(page, /^Lightest plate/).boundingBox()) ?? { width: 0 };
    expect(width).toBeGreaterThan(250);
  });

  it('what is wrong with a field is above the button', async () => {
    const { page } = await app.open({ viewport: { width: 320, height: 568 } });
    await signUpWithProgram(page);
    await beginWorkout(page);
    await field(page, /^RPE/).fill('12');
    const problem = page.getByText('RPE goes from 1 to 10');
    await problem.waitFor();
    expect(
      await problem.evaluate((one) => {
        const { left, bottom } = one.getBoundingClientRect();
        const hit = document.elementFromPoint(left + 2, bottom - 2);
        return one.contains(hit) ? 'seen' : (hit?.outerHTML ?? 'off the screen');
      }),
    ).toBe('seen');
  });
});

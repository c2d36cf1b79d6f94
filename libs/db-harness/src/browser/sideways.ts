import type { Page } from 'playwright-core';

/** Makes any font wide: the text spacing that a reader may set (WCAG 1.4.12). */
const wide = '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }';

/**
 * The pixels by which the page is wider than the screen, with the machine's font and with a wide
 * one, and the elements beyond it. Empty if the page fits.
 */
export async function sideways(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const css of ['', wide]) {
    const excess: unknown = await page.evaluate(`(() => {
      const style = document.createElement('style');
      style.textContent = ${JSON.stringify(css)};
      document.head.append(style);
      const excess = document.documentElement.scrollWidth - innerWidth;
      const out = excess <= 0 ? [] : [excess, ...[...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.outerHTML.slice(0, 120))];
      style.remove();
      return out;
    })()`);
    if (!Array.isArray(excess) || excess.length > 0) found.push(css, excess);
  }
  return found;
}

import type { Page } from 'playwright-core';

/** The figures that a page reports, in milliseconds; layout shift as its score. */
export interface Vitals {
  readonly lcp: number;
  /** The largest element. */
  readonly largest: string;
  /** When what the lifter came for was painted. */
  readonly shown: number;
  /** The slowest tap or key. */
  readonly inp: number;
  readonly shift: number;
  /** The shifted elements. */
  readonly shifted: readonly string[];
}

/** Runs in a page, and observes it from its start. */
const observer = `
  const vitals = { lcp: 0, largest: '', shown: 0, inp: 0, shift: 0, shifted: [] };
  globalThis.vitals = vitals;
  const name = (node) =>
    node?.tagName ? node.tagName.toLowerCase() + '.' + node.className : 'text ' + node?.textContent;
  const watch = (type, tell, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(tell))
      .observe({ type, buffered: true, ...options });
  watch('largest-contentful-paint', ({ startTime, element }) => {
    vitals.lcp = startTime;
    vitals.largest = name(element) + ': ' + (element?.textContent ?? '').slice(0, 40);
  });
  watch('event', ({ duration, interactionId }) => {
    if (interactionId > 0) vitals.inp = Math.max(vitals.inp, duration);
  }, { durationThreshold: 16 });
  watch('layout-shift', ({ value, hadRecentInput, sources = [] }) => {
    if (hadRecentInput) return;
    vitals.shift += value;
    vitals.shifted.push(...sources.map(({ node }) => name(node)));
  });
`;

/** Makes each page of a context observe itself. */
export async function observe(page: Page): Promise<void> {
  await page.context().addInitScript(observer);
}

/** Has a page observe when it has first painted an element. */
export async function observeShown(page: Page, selector: string): Promise<void> {
  // the second frame begins when the first one has been painted
  await page.addInitScript(`
    new MutationObserver((_, look) => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return;
      look.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((now) => (vitals.shown = now)));
    }).observe(document, { subtree: true, childList: true });
  `);
}

export function vitalsOf(page: Page): Promise<Vitals> {
  return page.evaluate('globalThis.vitals');
}

/** A mid-range phone on a slow network, as in Chromium's DevTools. */
export async function slowDown(page: Page, cpu = 4): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (cpu === 1) return;
  await devTools.send('Network.enable');
  // "Slow 4G": 1.6 Mbit/s down and 750 kbit/s up, minus a tenth, and 3.75 × 150 ms
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    downloadThroughput: ((1.6 * 1_000_000) / 8) * 0.9,
    uploadThroughput: ((750 * 1000) / 8) * 0.9,
    latency: 150 * 3.75,
  });
}

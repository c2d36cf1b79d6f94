/**
 * The service worker serves the app from this device. vite-plugin-pwa writes it (vite.config.ts); a
 * newer one waits until the lifter says so.
 */
let newer: ServiceWorker | undefined;
const listeners = new Set<() => void>();

/** Whether a newer version of the app waits. */
export const updates = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWaiting: (): boolean => newer !== undefined,
};

/** Lets the newer version take over, and loads it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  newer?.postMessage({ type: 'SKIP_WAITING' });
}

/** Registers the service worker; where there can be none the app works as long as it is open. */
export async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/sw.js');
    const look = () => {
      const isUpdate = registration.waiting !== null && navigator.serviceWorker.controller !== null;
      newer = isUpdate ? (registration.waiting ?? undefined) : undefined;
      for (const listener of listeners) listener();
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
    // a phone may keep the app open for weeks
    setInterval(() => void registration.update().catch(() => undefined), 3_600_000);
    // what was typed should outlast a disk that gets full
    await navigator.storage?.persist?.();
  } catch {
    // not served over HTTPS, or the browser keeps none: nothing is lost but the offline start
  }
}

/**
 * The service worker serves the app from this device. vite-plugin-pwa writes it (vite.config.ts). A
 * newer one waits until the lifter accepts it.
 */
let newer: ServiceWorker | undefined;
const listeners = new Set<() => void>();

/** Whether a newer version of the app is waiting. */
export const updates = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWaiting: (): boolean => newer !== undefined,
};

/** Activates the newer version, and loads it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  newer?.postMessage({ type: 'SKIP_WAITING' });
}

/** Registers the service worker. Without one the app works only while it is open. */
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
    // typed text should survive a full disk
    await navigator.storage?.persist?.();
  } catch {
    // no HTTPS, or the browser forbids it: only the offline start is lost
  }
}

/** A tab in the background paints nothing. */
const longestMs = 2000;
let tell: () => void = () => undefined;

/** Resolves once the app has been painted: what the first screen does not need begins then. */
export const firstPaint = new Promise<void>((resolve) => {
  tell = resolve;
  setTimeout(resolve, longestMs);
});

/** To be called when the app is on the page. */
export function tellPaint(): void {
  requestAnimationFrame(() => setTimeout(tell, 0));
}

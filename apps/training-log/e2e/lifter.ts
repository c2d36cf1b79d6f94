import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The messages of the console for requests without an answer. */
export const nobodyAnswers =
  /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource|Failed to fetch/i;

/** A page, or a part of one. */
type Place = Pick<Page, 'getByRole'>;

/** Taps a button. */
export const press = (place: Place, name: string) => place.getByRole('button', { name }).click();

/** A field that is typed into. */
export const field = (place: Place, name: RegExp) => place.getByRole('textbox', { name });

/** Opens one of the screens that the account's screen lists. */
export async function goTo(page: Page, place: RegExp): Promise<void> {
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('link', { name: place }).click();
}

/** Signs up as somebody new. */
export async function signUp(page: Page): Promise<string> {
  const email = `lifter-${randomUUID()}@parakeet.test`;
  await press(page, 'I am new here');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('parakeet-local');
  await press(page, 'Sign up');
  await page.getByText('How strong are you?').waitFor();
  return email;
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('parakeet-local');
  await press(page, 'Sign in');
  // the navigation is there before what this device keeps is open
  await page.getByRole('status', { name: 'Connection' }).waitFor();
}

/** Enters maxes, in kg. */
export async function enterMaxes(page: Page, squat: string): Promise<void> {
  await page.getByRole('link', { name: 'Enter your maxes' }).click();
  await page.getByLabel(/^Squat kg/).fill(squat);
  await page.getByLabel(/^Bench kg/).fill('72,5');
  await page.getByLabel(/^Deadlift kg/).fill('180 kg');
  await press(page, 'Save maxes');
}

export async function startProgram(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Start a program' }).click();
  await press(page, 'Start the program');
  await page.getByRole('heading', { name: 'How sore are you?' }).waitFor();
}

/** Signs up as somebody new, enters maxes and starts a program. */
export async function signUpWithProgram(page: Page, squat = '100'): Promise<string> {
  const email = await signUp(page);
  await enterMaxes(page, squat);
  await startProgram(page);
  return email;
}

/** From maxes to the first set of a program's first workout. */
export async function trainFirstSet(page: Page, squat: string): Promise<void> {
  await enterMaxes(page, squat);
  await startProgram(page);
  await beginWorkout(page);
  await logSet(page, 1);
}

/** Checks in fresh, and begins the workout. */
export async function beginWorkout(page: Page): Promise<void> {
  await press(page, 'Show my plan');
  await press(page, 'Start the workout');
  await page.getByRole('heading', { name: /Set 1/ }).waitFor();
}

export async function logSet(page: Page, number: number): Promise<void> {
  await press(page, `Log set ${number}`);
}

/** Ends the workout, early or not, and waits until it says that it is done. */
export async function finishWorkout(page: Page, notes?: string): Promise<void> {
  const early = page.getByRole('button', { name: 'Finish here' });
  const end = page.getByRole('button', { name: 'Finish the workout' });
  await early.or(end).first().waitFor();
  if (await early.isVisible()) await early.click();
  if (notes !== undefined) await page.getByLabel('Notes').fill(notes);
  await end.click();
  await page.getByRole('heading', { name: 'Done!' }).waitFor();
}

/** Waits until something is as expected. */
export async function becomes<Value>(
  read: () => Promise<Value>,
  expected: Value,
  timeout = 20_000,
): Promise<void> {
  await expect.poll(read, { timeout, interval: 100 }).toEqual(expected);
}

/** Waits until the service worker has all of the app, and serves this page. */
export async function installed(page: Page): Promise<void> {
  await becomes(() => page.evaluate(() => navigator.serviceWorker.controller !== null), true);
}

/** In the page: makes the access token of supabase-js one that was never signed. */
export function refuseToken(): void {
  for (const [key, text] of Object.entries(localStorage)) {
    if (!key.endsWith('-auth-token')) continue;
    const refused = String(text).replace(/("access_token":"[^".]*\.[^".]*\.)[^"]*/, '$1AAAA');
    localStorage.setItem(key, refused);
  }
}

/** What this device keeps of its outbox. */
export function outbox(page: Page): Promise<readonly { write: string; state: string }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('parakeet');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const database = opening.result;
          const reading = database.transaction('outbox').objectStore('outbox').getAll();
          reading.addEventListener('error', () => reject(reading.error));
          reading.addEventListener('success', () => {
            database.close();
            resolve(reading.result);
          });
        });
      }),
  );
}

/** Waits until all that was saved was sent, and read back. */
export async function allSent(page: Page): Promise<void> {
  await becomes(() => outbox(page), []);
}

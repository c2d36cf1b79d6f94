import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { rowsOf } from './database.ts';
import { describeInBrowser, stackOfRun, useApp } from './app.ts';
import { allSent, becomes, goTo, press, signUp, trainFirstSet } from './lifter.ts';

/** The keys of everything that this device keeps for the lifter. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('parakeet');
      opening.addEventListener('error', () => reject(opening.error));
      opening.addEventListener('success', () => resolve(opening.result));
    });
    const stores = database.transaction(['answers', 'outbox']);
    const keys = await Promise.all(
      ['answers', 'outbox'].map(
        (name) =>
          new Promise<IDBValidKey[]>((resolve) => {
            const reading = stores.objectStore(name).getAllKeys();
            reading.addEventListener('success', () => resolve(reading.result));
          }),
      ),
    );
    database.close();
    const ofWorkouts = Object.keys(localStorage).filter((key) => key.includes('.workout.'));
    return [...keys.flat().map(String), ...ofWorkouts];
  });
}

describeInBrowser('the account', () => {
  const app = useApp();

  it('takes a new password, an export, and the end of everything', async () => {
    const { page, expectErrors } = await app.open();
    // auth knows the account no more when it is signed out
    expectErrors(/status of 403/);
    const email = await signUp(page);
    await trainFirstSet(page, '100');
    await allSent(page);
    await goTo(page, /^Settings/);
    await page.getByLabel('New password').fill('another-one-1');
    await press(page, 'Change the password');
    await page.getByText('Saved.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press(page, 'Export as JSON'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^parakeet-.*\.json$/);
    await page.getByText('The file has all that the server has.').waitFor();
    await page.getByText('Delete the account', { exact: true }).click();
    const end = page.getByRole('button', { name: 'Delete the account and everything in it' });
    expect(await end.isDisabled()).toBe(true);
    await page.getByLabel('Type your e-mail address').fill(email);
    await end.click();
    await page.getByRole('heading', { name: 'Ready to lift?' }).waitFor();
    expect(await rowsOf('select 1 from auth.users where email = $1', [email])).toEqual([]);
    // nor does the device keep anything: no rows, no outbox, no workout
    await becomes(() => kept(page), []);
  });

  it('has a forgotten password replaced by mail', async () => {
    const { page, expectErrors } = await app.open();
    // the clock of the page is months behind auth's
    expectErrors(/status of 400|issued in the future/);
    const email = await signUp(page);
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await press(page, 'Sign out');
    await press(page, 'I forgot my password');
    await page.getByText('Type your e-mail address.').waitFor();
    await page.getByLabel('E-mail').fill(email);
    await press(page, 'I forgot my password');
    await page.getByText('you get a mail with a link').waitFor();
    const { app: address, apiPort } = stackOfRun();
    const headers = { accept: 'application/json' };
    const mails: unknown = await (
      await fetch(`http://127.0.0.1:${apiPort}/_mail`, { headers })
    ).json();
    const link = /"link":"([^"]+)"/.exec(
      JSON.stringify(Array.isArray(mails) ? mails.filter(({ to }) => to === email) : []),
    )?.[1];
    const answer = await fetch(link ?? '', { redirect: 'manual' });
    // the site's own address is another one than that of these tests
    const tokens = new URL(answer.headers.get('location') ?? '').hash;
    await page.goto(`${new URL('/settings', address).href}${tokens}`);
    await page.getByLabel('New password').fill('remembered-1');
    await press(page, 'Change the password');
    await page.getByText('Saved.').waitFor();
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await press(page, 'Sign out');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('parakeet-local');
    await press(page, 'Sign in');
    await page.getByText('Wrong e-mail or password.').waitFor();
    await page.getByLabel('Password').fill('remembered-1');
    await press(page, 'Sign in');
    await page.getByText('How strong are you?').waitFor();
    expect(await page.getByLabel('Password').count()).toBe(0);
  });
});

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShop, docs } from './shop.ts';

let shop: Checkout;
const site = () => join(shop.directory, '.parakeet/docs');
const read = (file: string) => readFile(join(site(), file), 'utf8');

/** The site as text: each file with what is in it. */
async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
}

/** A page as it is read: its text without tags, and blanks made one. */
function textOf(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/g, ' ');
}

beforeAll(async () => {
  shop = await createShop();
  await succeeds(docs(shop));
});
afterAll(() => shop.remove());

const order = 'table.public.order.html';
const invoices = 'table.billing.~49.nvoices~2f.2.html';

describe('the site of a schema', () => {
  it('has a page for each table, view and name of functions', async () => {
    expect((await readdir(site())).toSorted()).toEqual([
      'diagram.html',
      'function.public.add.html',
      'index.html',
      'search-index.js',
      'search.js',
      'style.css',
      invoices,
      'table.public.efforts_of_orders.html',
      order,
    ]);
  });

  it('says what a column is: type, what is allowed, default and comment', async () => {
    const page = textOf(await read(order));
    expect(page).toContain('effort integer not null 1 to 10 How hard it was.');
    expect(page).toContain('doubled integer always (effort * 2) Twice the effort.');
    expect(page).toContain('mood mood good , bad "or" <worse>');
    expect(page).toContain(`Odd "name" <b> text not null at most 20 characters '<i>'::text`);
    expect(textOf(await read(invoices))).toContain('number integer not null identity, always');
  });

  it('says who may do what', async () => {
    const page = textOf(await read(order));
    expect(page).toContain(' anon no row no no no ');
    expect(page).toContain(' authenticated rows of never , see <all> no row no row: effort no ');
    expect(page).toContain('SELECT for authenticated; restrictive');
    expect(textOf(await read(invoices))).toContain('Row level security is off');
    expect(textOf(await read('table.public.efforts_of_orders.html'))).toContain('as its caller');
  });

  it('says what a table is bound to, in both directions', async () => {
    expect(await read(invoices)).toContain(`<a href="${order}">public.&#34;order&#34;</a>`);
    expect(await read(order)).toContain(`<a href="${invoices}">billing.&#34;Invoices/2&#34;</a>`);
    const page = textOf(await read(order));
    expect(page).toContain('by order , on delete cascade');
    expect(page).toContain('23514 An effort is 1 to 10.');
    expect(page).toContain('Serves the list by effort.');
  });

  it('names the migrations that touch a table, and not one that names it in a comment', async () => {
    const more = '20260102000000_more.sql';
    expect(await read(order)).toContain('20260101000000_shop.sql');
    expect(await read(order)).not.toContain(more);
    expect(await read(invoices)).toContain(more);
  });

  it('has each signature of a function', async () => {
    const page = textOf(await read('function.public.add.html'));
    expect(page).toContain('public.add(integer, integer) Adds <two> numbers.');
    expect(page).toContain('other integer 2');
    expect(page).toContain('public.add(text)');
    expect(page).toContain('Raises SH001.');
  });

  it('runs nothing that a comment or a name holds', async () => {
    for (const [file, text] of Object.entries(await contents(site()))) {
      if (!file.endsWith('.html')) continue;
      expect(text, file).not.toMatch(/<script>|<img|<b>|<worse>|<two>|onerror="/);
      expect(text.match(/<script/g), file).toHaveLength(2);
    }
  });
});

describe('docs', () => {
  it('writes the same bytes twice, and removes what is no longer there', async () => {
    const [first, other] = [await contents(site()), join(shop.directory, 'other')];
    await succeeds(docs(shop, '--out=other'));
    expect(await contents(other)).toEqual(first);
    await writeFile(join(other, 'table.public.gone.html'), 'gone');
    await succeeds(docs(shop, '--out=other'));
    expect(await contents(other)).toEqual(first);
    await rm(other, { recursive: true });
  });

  it('refuses a folder that has something else in it', async () => {
    const { code, said } = await docs(shop, '--out=supabase');
    expect(said).toContain('has files that this command did not write');
    expect(code).toBe(1);
    expect(await readdir(join(shop.directory, 'supabase'))).not.toContain('index.html');
  });

  it('--check lists what has no comment, and passes when all have one', async () => {
    const { code, said } = await docs(shop, '--check');
    expect(code).toBe(1);
    expect(said.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  view public.efforts_of_orders',
      '  column public."order".mood',
      '  table billing."Invoices/2"',
      '  column billing."Invoices/2".number',
      '  column billing."Invoices/2".order',
      '  column billing."Invoices/2".corrects',
      '  column billing."Invoices/2".details',
      '  column billing."Invoices/2".note',
      '  function public.add(text)',
    ]);
    const comments = said.matchAll(/^ {2}(table|view|column|function) (.+)$/gm);
    const sql = Array.from(comments, ([, kind, name = '']) => {
      const named = kind === 'column' ? name.replace(/\.(\w+)$/, '."$1"') : name;
      return `comment on ${kind} ${named} is 'A sentence.';\n`;
    });
    const file = join(shop.directory, 'supabase/migrations/20260103000000_comments.sql');
    await writeFile(file, sql.join(''));
    const again = await docs(shop, '--check');
    expect(again.output).toContain('3 tables and 1 function, each with a comment');
    expect(again.code).toBe(0);
    await rm(file);
  });
});

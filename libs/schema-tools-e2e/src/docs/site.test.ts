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
    .replaceAll('<wbr />', '')
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
      'diagram.js',
      'document.guides.refunds.html',
      'document.guides.~readme.html',
      'function.public.add.html',
      'function.public.add_note.html',
      'index.html',
      'search-index.js',
      'search.js',
      'style.css',
      invoices,
      'table.public.efforts_of_orders.html',
      'table.public.notes.html',
      order,
      'table.public.visits.html',
    ]);
  });

  it('shows the type, the allowed values, the default and the comment of a column', async () => {
    const page = textOf(await read(order));
    expect(page).toContain('effort integer not null 1 to 10 5 How hard it was.');
    expect(page).toContain('doubled integer always (effort * 2) 10 Twice the effort.');
    expect(page).toContain('mood mood good , bad "or" <worse>');
    expect(page).toContain(
      `Odd "name" <b> text not null at most 20 characters '<i>'::text <i>six</i> `,
    );
    expect(textOf(await read(invoices))).toContain('number integer not null identity, always');
  });

  it('shows the rights of each role', async () => {
    const page = textOf(await read(order));
    expect(page).toContain(' anon no row no no no ');
    expect(page).toContain(
      ' authenticated rows whose effort is more than 1 ; only rows whose effort is less than 9 no row no row: effort no ',
    );
    expect(page).toContain('SELECT for authenticated; restrictive');
    expect(page).toContain('A signed-in user may read only rows whose effort is less than 9.');
    expect(textOf(await read(invoices))).toContain('Row level security is off');
    expect(textOf(await read('table.public.efforts_of_orders.html'))).toContain('as its caller');
  });

  it('says what a table is bound to, in both directions', async () => {
    expect(await read(invoices)).toContain(`<a href="${order}">public.&#34;order&#34;</a>`);
    expect(await read(order)).toContain(`<a href="${invoices}">billing.&#34;Invoices/2&#34;</a>`);
    const page = textOf(await read(order));
    expect(page).toContain('by order , on delete cascade');
    const error = 'new row for relation "order" violates check constraint "order_effort_check"';
    expect(page).toContain(`An effort is 1 to 10. 23514 (HTTP 400): ${error} CHECK (effort`);
    expect(page).toMatch(/order_pkey No two .* 23505 \(HTTP 409\): .* PRIMARY KEY \(id\)/);
    expect(page).toContain('No two rows have the same id .');
    expect(page).toContain('Serves the list by effort. Finds rows by effort .');
    expect(textOf(await read('table.public.notes.html'))).toContain(
      'Finds rows by order , in the order of written_at (the highest first). Serves the foreign key notes_order_fkey .',
    );
  });

  it('says policies in words, and shows the SQL of those that have none', async () => {
    const page = textOf(await read('table.public.notes.html'));
    expect(page).toContain(
      'A signed-in user may read, add, change and delete rows whose owner is theirs.',
    );
    expect(page).toContain(
      'rows whose order is the id of a row of public.order whose effort is more than 5',
    );
    expect(page).toContain('odd SELECT for anon. Rows that it reads, updates or deletes:');
    expect(page).toContain('rows of odd');
  });

  const columnsOf = (text: string) => {
    const page = textOf(text);
    return page.slice(page.indexOf('Column Type'), page.indexOf('Access Role'));
  };

  it('shows no example that is a secret, made by chance, or another one tomorrow', async () => {
    const columns = columnsOf(await read('table.public.notes.html'));
    expect(columns).toContain('details jsonb {"since": "2026-01-05"} ');
    expect(columns).toContain('noted_on date not null CURRENT_DATE luck');
    expect(columns).not.toMatch(/sesame|[0-9a-f]{8}-/);
    expect(textOf(await read(order))).toContain(
      'id uuid not null gen_random_uuid() 00000000-0000-4000-8000-000000000002 Its id.',
    );
  });

  it('shows times and chance as a seed gives them that is run on the same day each time', async () => {
    const columns = columnsOf(await read('table.public.notes.html'));
    expect(columns).toContain(
      'written_at timestamp with time zone not null now() 2024-01-01 12:00:00+00 ',
    );
    expect(columns).toMatch(/luck integer \d+ access_token/);
    expect(columns).toContain('body text by 2024-01-01 ');
    const note = 'Times of examples are those of a seed that was run on 2024-01-01.';
    expect(columns).toContain(note);
    expect(await read(order)).not.toContain(note);
  });

  it('runs a seed as it is that suits no other day', async () => {
    const file = join(shop.directory, 'supabase/seed.sql');
    const seed = await readFile(file, 'utf8');
    await writeFile(file, `select 1 / (current_date > '2025-01-01')::int;\n${seed}`);
    await succeeds(docs(shop, '--out=other'));
    const page = await readFile(join(shop.directory, 'other/table.public.notes.html'), 'utf8');
    expect(columnsOf(page)).toContain('details jsonb {"since": "2026-01-05"} ');
    expect(columnsOf(page)).not.toMatch(/2024-01-01|by 2/);
    await writeFile(file, seed);
    await rm(join(shop.directory, 'other'), { recursive: true });
  });

  it('shows partitions on the page of their table', async () => {
    expect(textOf(await read('table.public.visits.html'))).toContain(
      "public.visits_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    );
  });

  it('names the migrations that change a table, and not one with its name in a comment', async () => {
    const more = '20260102000000_more.sql';
    expect(await read(order)).toContain('20260101000000_shop.sql');
    expect(await read(order)).not.toContain(more);
    expect(textOf(await read(invoices))).toContain(
      `${more} rows billing.Invoices/2: notes are <new>`,
    );
  });

  it('has each signature of a function', async () => {
    const page = textOf(await read('function.public.add.html'));
    expect(page).toContain('public.add(integer, integer) Adds <two> numbers.');
    expect(page).toContain('other integer 2');
    expect(page).toContain('public.add(text)');
    expect(page).toContain('SH001 (HTTP 400) no <…> Send another.');
    expect(await read('function.public.add.html')).toContain(
      '<a href="table.public.notes.html#column-body"><code>notes.body</code></a>',
    );
    expect(page).toContain('Safe to send twice: it only reads.');
    expect(page).toContain('Nothing says whether it is safe to send twice.');
    expect(textOf(await read('function.public.add_note.html'))).toContain(
      'Safe to send twice: a row with the key that the caller gives is inserted once.',
    );
  });

  it('runs nothing that a comment or a name holds', async () => {
    for (const [file, text] of Object.entries(await contents(site()))) {
      if (!file.endsWith('.html')) continue;
      expect(text, file).not.toMatch(/<script>|<img|<b>|<worse>|<two>|onerror="/);
      expect(text.match(/<script/g), file).toHaveLength(3);
    }
  });
});

describe('the documents of a site', () => {
  it('are pages, which the index and the search know', async () => {
    const readme = 'document.guides.~readme.html';
    const index = await read('index.html');
    expect(textOf(index)).toContain('Guides <1> All the guides Refunds');
    expect(index).toContain(`<a href="${readme}">`);
    const place = 'document.guides.refunds.html#heading-how-to';
    expect(await read(readme)).toContain(`<a href="${place}">refunds</a>`);
    expect(await read(readme)).toContain(`<a href="${invoices}"><code>Invoices/2</code></a>`);
    expect(await read(readme)).toContain('<svg');
    expect(textOf(await read(readme))).toContain('as a list shop, <b> → till: coins');
    expect(await read('search-index.js')).toContain(
      `["page","Refunds: How to","By a zebra. alert(1) select max(effort)`,
    );
  });

  it('--check runs the examples, and says what came out otherwise', async () => {
    const file = join(shop.directory, 'guides/more.md');
    const block = (sql: string) => `\`\`\`sql run\n${sql}\n\`\`\`\n`;
    await writeFile(
      file,
      '# More\n\n' +
        block('select count(*) from public."order";\n-- gives: 4') +
        block('select 1;\n-- refused: 22012') +
        block('select 1 / 0;') +
        block('delete from public.notes;') +
        block('select count(*) from public.notes;\n-- gives: 1'),
    );
    const { code, stderr } = await docs(shop, '--check');
    expect(stderr).toContain(
      'with another result:\n' +
        '  guides/more.md:3: gives: 3\n' +
        '  guides/more.md:7: gives: 1\n' +
        '  guides/more.md:11: 22012: division by zero\n\n',
    );
    expect(code).toBe(1);
    await rm(file);
  });

  it('--check names a link that leads nowhere, with its line', async () => {
    const file = join(shop.directory, 'guides/more.md');
    await writeFile(file, '# More\n\n[gone](refunds.md#gone)\n');
    const { code, stderr } = await docs(shop, '--check');
    expect(stderr).toContain('dead links in documents:\n  guides/more.md:3: refunds.md#gone\n');
    expect(code).toBe(1);
    const { output } = await docs(shop, '--out=other');
    expect(output).toContain('1 dead link in documents; --check lists them');
    await rm(file);
    await rm(join(shop.directory, 'other'), { recursive: true });
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
    const { code, stderr } = await docs(shop, '--out=supabase');
    expect(stderr).toContain('has files that this command did not write');
    expect(code).toBe(1);
    expect(await readdir(join(shop.directory, 'supabase'))).not.toContain('index.html');
  });

  it('--check lists what has no comment, and passes when all have one', async () => {
    const { code, stderr } = await docs(shop, '--check');
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  view public.efforts_of_orders',
      '  table public.notes',
      ...[
        'id',
        'owner',
        'order',
        'written_at',
        'noted_on',
        'luck',
        'access_token',
        'body',
        'details',
      ].map((name) => `  column public.notes.${name}`),
      '  constraint notes_body_check on public.notes',
      '  column public."order".mood',
      '  table public.visits',
      '  column public.visits.on_day',
      '  table billing."Invoices/2"',
      '  column billing."Invoices/2".number',
      '  column billing."Invoices/2".order',
      '  column billing."Invoices/2".corrects',
      '  column billing."Invoices/2".details',
      '  column billing."Invoices/2".note',
      '  function public.add(text)',
      '  function public.add_note(uuid, text)',
    ]);
    const comments = stderr.matchAll(/^ {2}(table|view|column|constraint|function) (.+)$/gm);
    const sql = Array.from(comments, ([, kind, name = '']) => {
      const named = kind === 'column' ? name.replace(/\.(\w+)$/, '."$1"') : name;
      return `comment on ${kind} ${named} is 'A sentence.';\n`;
    });
    const file = join(shop.directory, 'supabase/migrations/20260103000000_comments.sql');
    await writeFile(file, sql.join(''));
    const again = await docs(shop, '--check');
    expect(again.output).toContain('5 tables and 2 functions, each with a sentence');
    expect(again.code).toBe(0);
    await rm(file);
  });
});

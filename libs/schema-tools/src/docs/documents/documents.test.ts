import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { partsOf } from './document-page.ts';
import { Links } from './links.ts';
import { readDocuments, type MarkdownDocument } from './read-documents.ts';
import { rendered } from './render.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'schema-tools documents '));
});
afterEach(() => rm(root, { recursive: true }));

/** Writes files, and returns their documents. */
async function documentsOf(files: Readonly<Record<string, string>>): Promise<MarkdownDocument[]> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return readDocuments(root, { Guides: ['docs'] });
}

/** The first document as HTML. `orders` is a table with a page. */
async function htmlOf(text: string, others: Readonly<Record<string, string>> = {}) {
  const documents = await documentsOf({ 'docs/README.md': text, ...others });
  const [first] = documents;
  if (!first) throw new Error('there is no document');
  const pageOfName = (name: string) => (name === 'orders' ? 'table.public.orders.html' : undefined);
  return rendered(first, {
    links: new Links(root, documents),
    pageOfName,
    pictures: new Map(),
  }).text.trim();
}

it('reads a folder in order, its README first, and takes the title from the first heading', async () => {
  const documents = await documentsOf({
    'docs/b.md': 'no heading',
    'docs/a.md': '---\nlayout: x\n---\n\nText\n\n# The `a` &amp; more\n\n## Part\n',
    'docs/README.md': '# Read me\r\n\r\nText\r\n',
  });
  expect(documents.map(({ path, title }) => [path, title])).toEqual([
    ['docs/README.md', 'Read me'],
    ['docs/a.md', 'The a & more'],
    ['docs/b.md', 'b'],
  ]);
});

it.each([{ Guides: ['gone'] }, { Guides: ['empty'] }])(
  'refuses a missing path: %o',
  async (chapters) => {
    await mkdir(join(root, 'empty'));
    await expect(readDocuments(root, chapters)).rejects.toThrow(
      /is not there|has no Markdown file/,
    );
  },
);

it('treats nothing in a document as HTML', async () => {
  const text = await htmlOf(`# <b>Title</b>

<script>alert(1)</script>

Text <img src=x onerror=alert(1)> and &lt;i&gt; and &amp; "quotes" [x](javascript:alert(1))
[y](<data:text/html,1>) ![image](https://example.com/a.png) <https://example.com/?a=1&b=2>

| a |  |
| --- | --- |
| <u>1</u> | \`<s>\` |

\`\`\`html
<script>alert(2)</script>
\`\`\`
`);
  expect(text).not.toMatch(/<script|<img|<b>|<u>|<s>|<i>|javascript:|data:|onerror/);
  expect(text).toContain('&lt;i&gt; and &amp; &#34;quotes&#34; x\ny');
  expect(text).toContain('<a href="https://example.com/a.png" rel="noreferrer">image</a>');
  expect(text).toContain('href="https://example.com/?a=1&#38;b=2"');
  expect(text).toContain('<code>&#60;script&#62;alert(2)');
});

it('links to other documents, to their parts, and to the objects of names in backticks', async () => {
  const text = await htmlOf(
    `# A
[b](b.md), [part](b.md#the-part-1), [\`orders\`](./b.md?plain=1), \`orders\`, [file](../some/file.sql),
[own](#own), [self](../docs/), [root](/docs/b.md), [anchor](b.md#named)

## Own
`,
    { 'docs/b.md': '## The part\n\n## The part\n\n<a id="named"></a>\n', 'some/file.sql': '' },
  );
  const links = Array.from(text.matchAll(/<a href="([^"]*)"/g), ([, one]) => one);
  expect(links).toEqual([
    'document.docs.b.html',
    'document.docs.b.html#heading-the-part-1',
    'document.docs.b.html',
    'table.public.orders.html',
    'document.docs.~readme.html#heading-own',
    'document.docs.~readme.html',
    'document.docs.b.html',
    'document.docs.b.html#heading-named',
  ]);
  expect(text).toContain('file (<code>some/file.sql</code>)');
  expect(text).toContain('<h2 id="heading-own">');
});

it('finds dead links, with their lines', async () => {
  const documents = await documentsOf({
    'docs/a.md':
      '# A\n\n[gone](gone.md) [b](b.md)\n[part](b.md#gone)\n\n> - [script](vbscript:x)\n',
    'docs/b.md': '# B\n\n| a |\n| - |\n| [x][ref] ![image](image.png) |\n\n[ref]: gone/\n',
  });
  expect(new Links(root, documents).dead()).toEqual([
    'docs/a.md:3: gone.md',
    'docs/a.md:4: b.md#gone',
    'docs/a.md:6: vbscript:x',
    'docs/b.md:7: gone/',
    'docs/b.md:5: image.png',
  ]);
});

it('skips no level of headings', async () => {
  const text = await htmlOf('# A\n\n#### Deep\n\n## Part\n\n# Another\n\n### Below\n');
  expect(text.match(/<h\d/g)).toEqual(['<h2', '<h2', '<h2', '<h3']);
});

it('finds each part by its words', async () => {
  const [document] = await documentsOf({
    'docs/a.md':
      '# A\n\nFirst *words*.\n\n- one\n- [two](a.md)\n\n## B `c`\n\n| x | y |\n| - | - |\n| 1 | 2 |\n',
  });
  expect(document && partsOf(document)).toEqual([
    { text: 'First words. one two', place: 'document.docs.a.html' },
    { heading: 'B c', text: 'x y 1 2', place: 'document.docs.a.html#heading-b-c' },
  ]);
});

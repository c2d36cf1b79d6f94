import { readFile } from 'node:fs/promises';
import { chaptersOf, documentPageOf } from './documents/document-page.ts';
import { drawFlowchart, readFlowchart } from './documents/flowchart.ts';
import type { Links } from './documents/links.ts';
import { namesOf } from './documents/names.ts';
import { known } from './documents/parse.ts';
import type { MarkdownDocument } from './documents/read-documents.ts';
import { Diagrams, referencesOf, type Reference } from './diagram.ts';
import { functionPage } from './function-page.ts';
import { breakable, html, sentence, type Html, type Part } from './html.ts';
import type { Layouter } from './layouter.ts';
import { document, figure, sections, wideTable, type Page } from './layout.ts';
import type { DocumentedSchema, TableDoc } from './model.ts';
import { pageOf } from './places.ts';
import { searchIndex } from './search-index.ts';
import { tablePage } from './table-page.ts';

/** The files of the site by their names, each time the same for the same schema. */
export async function siteOf(
  schema: DocumentedSchema,
  documents: readonly MarkdownDocument[],
  { links, layouter }: { readonly links: Links; readonly layouter: Layouter },
): Promise<Map<string, string>> {
  const references = referencesOf(schema);
  const diagrams = new Diagrams(layouter, schema.tables);
  const chapters = chaptersOf(documents);
  const pages: Page[] = [
    overview(schema, chapters),
    await diagramPage(schema.tables, references, diagrams),
  ];
  for (const table of schema.tables) pages.push(await tablePage(table, references, diagrams));
  for (const one of schema.functions) pages.push(functionPage(one));
  const names = namesOf(schema);
  const pictures = await picturesOf(documents, layouter);
  const surroundings = { links, pictures, pageOfName: (name: string) => names.get(name) };
  for (const one of documents) pages.push(documentPageOf(one, surroundings));
  const frame = { site: schema.title, chapters: chapters.map(([title]) => title) };
  const files = new Map(pages.map((page) => [page.file, document(page, frame)]));
  files.set('search-index.js', searchIndex(schema, documents));
  for (const asset of ['style.css', 'search.js', 'diagram.js']) {
    files.set(asset, await readFile(new URL(asset, import.meta.url), 'utf8'));
  }
  return files;
}

/** The flowcharts of documents, by their text. */
async function picturesOf(
  documents: readonly MarkdownDocument[],
  layouter: Layouter,
): Promise<ReadonlyMap<string, Html>> {
  const pictures = new Map<string, Html>();
  for (const block of documents.flatMap(({ blocks }) => known(blocks))) {
    const chart = block.type === 'code' && block.lang === 'mermaid' && readFlowchart(block.text);
    if (!chart) continue;
    const label = `Flowchart ${pictures.size + 1}`;
    pictures.set(block.text, await drawFlowchart(chart, label, layouter));
  }
  return pictures;
}

function overview(schema: DocumentedSchema, chapters: ReturnType<typeof chaptersOf>): Page {
  const tables = schema.tables.map((one) =>
    row(pageOf('table', one.schema, one.name), one.key, one.comment),
  );
  const functions = schema.functions.map((one) =>
    row(pageOf('function', one.schema, one.name), one.key, one.signatures[0]?.comment),
  );
  const list = (heading: string, rows: readonly Html[]) =>
    [heading, wideTable(heading, ['Name', 'Meaning'], rows)] as const;
  const isEmpty = tables.length + functions.length === 0;
  const content = html`${
    isEmpty ? html`<p>There is no table and no function.</p>` : undefined
  }${sections([list('Tables and views', tables), list('Functions', functions), ...chapters])}`;
  return { file: 'index.html', title: schema.title, content };
}

function row(page: string, key: string, comment: string | undefined): Html {
  return html`<tr>
    <th scope="row"><a href="${page}">${breakable(key)}</a></th>
    <td>${firstSentence(comment)}</td>
  </tr> `;
}

function firstSentence(comment: string | undefined): Part {
  return sentence(comment?.trim().split(/(?<=[.!?])\s/)[0]);
}

async function diagramPage(
  tables: readonly TableDoc[],
  references: readonly Reference[],
  diagrams: Diagrams,
): Promise<Page> {
  const keys = tables.filter(({ relation }) => relation.kind === 'table').map(({ key }) => key);
  const shown = new Set(keys);
  const among = references.filter(({ to }) => shown.has(to));
  const content =
    keys.length === 0
      ? html`<p>There is no table.</p>`
      : figure(
          'Diagram of all tables',
          await diagrams.draw(keys, among),
          diagrams.list(keys, among),
        );
  return { file: 'diagram.html', title: 'Diagram', content };
}

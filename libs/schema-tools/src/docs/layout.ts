import { breakable, html, Html, type Part } from './html.ts';
import { anchorOf } from './places.ts';

/** By this the command knows a folder that it wrote. */
export const generator = '<meta name="generator" content="schema-tools docs">';

/** A page of the site. */
export interface Page {
  readonly file: string;
  readonly title: string;
  readonly content: Html;
}

/** A page with what all of them have: its head, the way to the others, and the search. */
export function document(
  { title, content, file }: Page,
  { site, chapters }: { readonly site: string; readonly chapters: readonly string[] },
): string {
  const link = (to: string, text: string) =>
    html`<a href="${to}" ${current(to === file)}>${text}</a>`;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      ${generatorTag}
      <title>${title === site ? site : `${title} · ${site}`}</title>
      <link rel="stylesheet" href="style.css" />
      <script src="search-index.js" defer></script>
      <script src="search.js" defer></script>
      <script src="diagram.js" defer></script>
    </head>
    <body>
      <a class="skip" href="#content">Skip to the content</a>
      <header>
        <nav aria-label="Site">
          ${link('index.html', site)} ${link('diagram.html', 'Diagram')}
          ${chapters.map((one) => html`<a href="index.html#${anchorOf('part', one)}">${one}</a> `)}
        </nav>
        <search id="search" hidden>
          <label for="query">Search</label> <input id="query" type="search" autocomplete="off" />
          <p id="count" role="status"></p>
          <ul id="found"></ul>
        </search>
      </header>
      <main id="content">
        <h1>${breakable(title)}</h1>
        ${content}
      </main>
    </body>
  </html> `;
  return `<!doctype html>\n${page.text}`;
}

const current = (isCurrent: boolean): Part => (isCurrent ? html` aria-current="page"` : undefined);

const generatorTag = new Html(generator);

/** A part of a page with its heading; nothing where there is nothing in it. */
export function section(heading: string, content: Part, id?: string): Part {
  if (isEmpty(content)) return undefined;
  return html`<section>
    <h2 ${id === undefined ? undefined : html`id="${id}"`}>${heading}</h2>
    ${content}
  </section> `;
}

/** The parts of a long page, and before them the links to those that have something in them. */
export function sections(parts: readonly (readonly [heading: string, content: Part])[]): Html {
  const there = parts.filter(([, content]) => !isEmpty(content));
  const links = there.map(
    ([heading]) => html`<li><a href="#${anchorOf('part', heading)}">${heading}</a></li> `,
  );
  return html`<nav aria-label="On this page">
      <ul class="parts">
        ${links}
      </ul>
    </nav>
    ${there.map(([heading, content]) => section(heading, content, anchorOf('part', heading)))}`;
}

function isEmpty(content: Part): boolean {
  return content === undefined || (Array.isArray(content) && content.length === 0);
}

/**
 * A table that scrolls by itself where the screen is narrow. One whose headings are plain is stacked
 * there: each cell is a line, which says what it is.
 */
export function wideTable(
  label: string,
  headings: readonly Part[],
  rows: readonly Html[],
): Html | undefined {
  if (rows.length === 0) return undefined;
  const isPlain = headings.length > 2 && headings.every((one) => typeof one === 'string');
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0">
    <table ${isPlain ? html`class="stacked"` : undefined}>
      ${headings.length === 0 ? undefined : headOf(headings)}
      <tbody>
        ${isPlain ? rows.map((row) => labelled(row, headings)) : rows}
      </tbody>
    </table>
  </div>`;
}

/** A row whose cells name their columns. Texts have no tags: these are escaped. */
function labelled({ text }: Html, headings: readonly Part[]): Html {
  let column = 0;
  return new Html(
    text.replaceAll('<td>', () => {
      column += 1;
      return `<td${html` data-of="${headings[column]}"`.text}>`;
    }),
  );
}

function headOf(headings: readonly Part[]): Html {
  return html`<thead>
    <tr>
      ${headings.map((one) => html`<th scope="col">${one}</th>`)}
    </tr>
  </thead>`;
}

/** A diagram that scrolls by itself and can be zoomed, and what it shows as a list. */
export function figure(label: string, diagram: Html, list: Html): Html {
  return html`<div class="zoom" role="group" aria-label="Zoom" hidden>
      <button type="button" data-zoom="out" aria-label="Zoom out">−</button>
      <button type="button" data-zoom="in" aria-label="Zoom in">+</button>
      <button type="button" data-zoom="whole">100 %</button>
      <button type="button" data-zoom="fit">Fit to the page</button>
      <output></output>
    </div>
    <div
      class="diagram"
      role="region"
      aria-label="${label}"
      tabindex="0"
      aria-keyshortcuts="+ - 0"
      title="+, - and 0 zoom, and so does the wheel with Ctrl"
    >
      ${diagram}
    </div>
    <details>
      <summary>${label} as a list</summary>
      ${list}
    </details>`;
}

import { html, type Html, type Part } from '../html.ts';
import type { Page } from '../layout.ts';
import { anchorOf, documentPage } from '../places.ts';
import { plain } from './parse.ts';
import type { MarkdownDocument } from './read-documents.ts';
import { rendered, type Surroundings } from './render.ts';

/** The page of a Markdown document. */
export function documentPageOf(document: MarkdownDocument, surroundings: Surroundings): Page {
  const content = html`<p class="kind">
      <a href="index.html#${anchorOf('part', document.chapter)}">${document.chapter}</a>
    </p>
    ${contents(document)}${rendered(document, surroundings)}`;
  return { file: documentPage(document.path), title: document.title, content };
}

/** The links to the parts of a document, if it has several. */
function contents({ headings }: MarkdownDocument): Part {
  const parts = [...headings.values()].filter(({ depth }) => depth === 2);
  if (parts.length < 3) return undefined;
  return html`<details>
    <summary>On this page</summary>
    <nav aria-label="On this page">
      <ul>
        ${parts.map(
          ({ slug, text }) => html`<li><a href="#${anchorOf('heading', slug)}">${text}</a></li> `,
        )}
      </ul>
    </nav>
  </details> `;
}

/** The documents by chapter, for the index. */
export function chaptersOf(
  documents: readonly MarkdownDocument[],
): (readonly [chapter: string, list: Html])[] {
  const chapters = [...new Set(documents.map(({ chapter }) => chapter))];
  return chapters.map((chapter) => [
    chapter,
    html`<ul>
      ${documents.filter((one) => one.chapter === chapter).map(({ path, title }) => html`<li><a href="${documentPage(path)}">${title}</a></li> `)}
    </ul>`,
  ]);
}

/** A part of a document, for the search. */
export interface DocumentPart {
  readonly heading?: string;
  readonly text: string;
  readonly place: string;
}

/** The text before the first heading, and under each heading. */
export function partsOf({ path, blocks, headings }: MarkdownDocument): DocumentPart[] {
  const page = documentPage(path);
  const parts: { heading?: string; text: string; place: string }[] = [{ text: '', place: page }];
  for (const block of blocks) {
    const heading = headings.get(block);
    if (heading) {
      const place = `${page}#${anchorOf('heading', heading.slug)}`;
      parts.push({ heading: heading.text, text: '', place });
      continue;
    }
    const last = parts.at(-1);
    if (last) last.text = `${last.text} ${plain([block])}`.trim();
  }
  return parts;
}

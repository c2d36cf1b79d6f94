import type { MarkedToken, Token, Tokens } from 'marked';
import { html, Html, type Part } from '../html.ts';
import { wideTable } from '../layout.ts';
import { anchorOf } from '../places.ts';
import type { Links } from './links.ts';
import { idsIn, known } from './parse.ts';
import type { MarkdownDocument } from './read-documents.ts';

/** What rendering a document requires. */
export interface Surroundings {
  readonly links: Links;
  /** The page for a name in backticks, such as a table's. */
  readonly pageOfName: (name: string) => string | undefined;
  /** What is drawn in the place of a block of code, by its text. */
  readonly pictures: ReadonlyMap<string, Html>;
}

/** A document as HTML. No text passes as HTML: all of it is escaped. */
export function rendered(document: MarkdownDocument, surroundings: Surroundings): Html {
  return html`${new Renderer(document, surroundings).blocks(document.blocks)}`;
}

class Renderer {
  readonly #document: MarkdownDocument;
  readonly #surroundings: Surroundings;
  #tables = 0;
  /** The level of the last heading. Levels never skip one on the way down. */
  #level = 1;
  /** Links cannot be nested. */
  #isInLink = false;

  constructor(document: MarkdownDocument, surroundings: Surroundings) {
    this.#document = document;
    this.#surroundings = surroundings;
  }

  blocks(tokens: readonly Token[]): Part {
    return known(tokens).map((one) => this.#block(one));
  }

  #block(token: MarkedToken): Part {
    switch (token.type) {
      case 'heading':
        return this.#heading(token);
      case 'paragraph':
        return html`<p>${this.#inline(token.tokens)}</p> `;
      case 'code':
        return (
          this.#surroundings.pictures.get(token.text) ??
          html`<pre><code>${token.text}</code></pre> `
        );
      case 'blockquote':
        return html`<blockquote>${this.blocks(token.tokens)}</blockquote> `;
      case 'list':
        return this.#list(token);
      case 'table':
        return this.#table(token);
      case 'hr':
        return html`<hr /> `;
      case 'html':
        return this.#foreign(token.raw);
      case 'space':
        return undefined;
      default:
        return this.#inline([token]);
    }
  }

  #heading(token: Tokens.Heading): Part {
    this.#level = Math.min(Math.max(token.depth, 2), this.#level + 1, 6);
    const slug = this.#document.headings.get(token)?.slug;
    const id = slug === undefined ? undefined : html` id="${anchorOf('heading', slug)}"`;
    const tag = new Html(`h${this.#level}`);
    return html`<${tag}${id}>${this.#inline(token.tokens)}</${tag}> `;
  }

  #list({ ordered, start, items }: Tokens.List): Part {
    const lines = items.map((item) => html`<li>${this.blocks(item.tokens)}</li> `);
    if (!ordered)
      return html`<ul>
        ${lines}
      </ul> `;
    return html`<ol start="${start === '' ? 1 : start}">
      ${lines}
    </ol> `;
  }

  #table({ header, rows }: Tokens.Table): Part {
    this.#tables += 1;
    return wideTable(
      `Table ${this.#tables}`,
      header.some(({ text }) => text !== '') ? header.map((one) => this.#inline(one.tokens)) : [],
      rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((one) => html`<td>${this.#inline(one.tokens)}</td>`)}
          </tr> `,
      ),
    );
  }

  /** HTML in the document: only its text, and the targets of links. */
  #foreign(raw: string): Part {
    const text = raw
      .replaceAll(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/gi, '')
      .replaceAll(/<[^>]*>/g, '')
      .trim();
    const places = idsIn(raw).map((id) => html`<span id="${anchorOf('heading', id)}"></span>`);
    return [places, text === '' ? undefined : html`<p>${withEntities(text)}</p> `];
  }

  #inline(tokens: readonly Token[] | undefined): Part {
    return known(tokens).map((one) => this.#piece(one));
  }

  #piece(token: MarkedToken): Part {
    switch (token.type) {
      case 'strong':
        return html`<strong>${this.#inline(token.tokens)}</strong>`;
      case 'em':
        return html`<em>${this.#inline(token.tokens)}</em>`;
      case 'del':
        return html`<del>${this.#inline(token.tokens)}</del>`;
      case 'codespan':
        return this.#code(token.text);
      case 'br':
        return html`<br />`;
      case 'link':
        return this.#link(token);
      case 'image':
        return this.#isInLink ? token.text : this.#goTo(token.href, token.text || token.href);
      case 'checkbox':
        return token.checked ? '☑ ' : '☐ ';
      case 'html':
        if (/^<br\b/i.test(token.raw)) return html`<br />`;
        return idsIn(token.raw).map((id) => html`<span id="${anchorOf('heading', id)}"></span>`);
      case 'text':
        return token.tokens ? this.#inline(token.tokens) : withEntities(token.text);
      case 'escape':
        return token.text;
      case 'paragraph':
        return this.#inline(token.tokens);
      default:
        return this.#block(token);
    }
  }

  #code(text: string): Part {
    const page = this.#isInLink ? undefined : this.#surroundings.pageOfName(text);
    const code = html`<code>${text}</code>`;
    return page === undefined ? code : html`<a href="${page}">${code}</a>`;
  }

  #link({ href, tokens }: Tokens.Link): Part {
    if (this.#isInLink) return this.#inline(tokens);
    this.#isInLink = true;
    const text = this.#inline(tokens);
    this.#isInLink = false;
    return this.#goTo(href, text);
  }

  #goTo(href: string, text: Part): Part {
    const target = this.#surroundings.links.target(this.#document, href);
    if (target.kind === 'page') return html`<a href="${target.to}">${text}</a>`;
    if (target.kind === 'address') {
      return html`<a href="${target.to}" rel="noreferrer">${text}</a>`;
    }
    return target.kind === 'file' ? [text, html` (<code>${target.path}</code>)`] : text;
  }
}

/** A text of Markdown, in which `&lt;` and the like stand for a sign. */
function withEntities(text: string): Part {
  return text
    .split(/(&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)/i)
    .map((part, at) => (at % 2 === 0 ? part : new Html(part)));
}

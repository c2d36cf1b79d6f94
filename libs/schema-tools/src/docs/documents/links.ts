import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { lineAt } from '../../migrations/sql-statements.ts';
import { anchorOf, documentPage } from '../places.ts';
import { everyToken } from './parse.ts';
import type { MarkdownDocument } from './read-documents.ts';

/** The target of a document's link. */
export type Target =
  /** A page of the site. */
  | { readonly kind: 'page'; readonly to: string }
  /** An address elsewhere. */
  | { readonly kind: 'address'; readonly to: string }
  /** A file of the project without a page. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'dead' };

/** Resolves the links of documents. */
export class Links {
  readonly #root: string;
  readonly #documents: ReadonlyMap<string, MarkdownDocument>;

  /** @param root the folder that the documents' paths are relative to */
  constructor(root: string, documents: readonly MarkdownDocument[]) {
    this.#root = root;
    this.#documents = new Map(documents.map((one) => [one.path, one]));
  }

  /** @param from the document with the link */
  target(from: MarkdownDocument, href: string): Target {
    if (/^(?:https?:\/\/|mailto:)/i.test(href)) return { kind: 'address', to: href };
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return { kind: 'dead' };
    const [file = '', place = ''] = href.split('#').map(decoded);
    const path = file === '' ? from.path : this.#pathOf(from, file);
    const document = this.#documents.get(path) ?? this.#documents.get(`${path}/README.md`);
    if (document) return placeIn(document, place);
    if (!existsSync(join(this.#root, path))) return { kind: 'dead' };
    return { kind: 'file', path };
  }

  /** The dead links, as `docs/a.md:12: b.md#gone`. */
  dead(): string[] {
    return [...this.#documents.values()].flatMap((document) =>
      hrefsOf(document)
        .filter((href) => this.target(document, href).kind === 'dead')
        .map((href) => `${document.path}:${lineOf(document.text, href)}: ${href}`),
    );
  }

  #pathOf(from: MarkdownDocument, file: string): string {
    const whole = file.startsWith('/')
      ? file.slice(1)
      : posix.join(posix.dirname(from.path), file.replace(/\?.*$/, ''));
    return posix.normalize(whole).replace(/\/$/, '');
  }
}

function placeIn(document: MarkdownDocument, place: string): Target {
  const page = documentPage(document.path);
  if (place === '') return { kind: 'page', to: page };
  const slugs = Array.from(document.headings.values(), ({ slug }) => slug);
  const found = [...slugs, ...document.places].includes(place);
  return found ? { kind: 'page', to: `${page}#${anchorOf('heading', place)}` } : { kind: 'dead' };
}

function hrefsOf({ blocks }: MarkdownDocument): string[] {
  return everyToken(blocks).flatMap((token) =>
    token.type === 'link' || (token.type === 'image' && !/^https?:/i.test(token.href))
      ? [token.href]
      : [],
  );
}

/** The line of a link: the first with its address. */
function lineOf(text: string, href: string): number {
  const at = [`](${href}`, `](<${href}`, `]: ${href}`, href].map((one) => text.indexOf(one));
  return lineAt(text, at.find((one) => one >= 0) ?? 0);
}

/** The path of a link after decoding `%20` and the like; unchanged if that fails. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

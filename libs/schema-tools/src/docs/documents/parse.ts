import { lexer, type MarkedToken, type Token } from 'marked';

/** A heading of a document, as the target of a link. */
export interface Heading {
  readonly depth: number;
  readonly text: string;
  /** As on GitHub: `Codes of our own` is `codes-of-our-own`. */
  readonly slug: string;
}

/** The content of a Markdown text. */
export interface Parsed {
  readonly title: string;
  /** Without the title. */
  readonly blocks: readonly MarkedToken[];
  /** By its token. */
  readonly headings: ReadonlyMap<MarkedToken, Heading>;
  /** Targets that the text defines itself with `<a id="…">`. */
  readonly places: ReadonlySet<string>;
}

/** @param fallback the title of a text without a heading of its own */
export function parseDocument(text: string, fallback: string): Parsed {
  const withoutFrontMatter = text.replace(/^---\n[\s\S]*?\n---\n/, '');
  const all = known(lexer(withoutFrontMatter));
  const first = all.find((one) => one.type === 'heading' && one.depth === 1);
  const headings = headingsOf(all);
  return {
    title: (first && headings.get(first)?.text) || fallback,
    blocks: all.filter((one) => one !== first),
    headings,
    places: new Set(everyToken(all).flatMap((one) => (one.type === 'html' ? idsIn(one.raw) : []))),
  };
}

function headingsOf(blocks: readonly MarkedToken[]): Map<MarkedToken, Heading> {
  const headings = new Map<MarkedToken, Heading>();
  const taken = new Set<string>();
  for (const block of blocks) {
    if (block.type !== 'heading') continue;
    const text = plain(block.tokens);
    const base = slugOf(text);
    let slug = base;
    for (let number = 1; taken.has(slug); number += 1) slug = `${base}-${number}`;
    taken.add(slug);
    headings.set(block, { depth: block.depth, text, slug });
  }
  return headings;
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

/** The targets in a piece of HTML. */
export function idsIn(raw: string): string[] {
  return Array.from(raw.matchAll(/<a\s[^>]*\b(?:id|name)="([^"]+)"/gi), ([, id = '']) => id);
}

/** The tokens, without those of extensions. */
export function known(tokens: readonly Token[] | undefined): MarkedToken[] {
  return (tokens ?? []).filter((one): one is MarkedToken => one.type !== 'def');
}

/** All tokens, at any depth. */
export function everyToken(tokens: readonly Token[]): MarkedToken[] {
  return known(tokens).flatMap((one) => [one, ...everyToken(inside(one))]);
}

function inside(token: MarkedToken): readonly Token[] {
  if (token.type === 'list') return token.items;
  if (token.type === 'table') return [token.header, ...token.rows].flat().flatMap((c) => c.tokens);
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
};

/** The visible text of tokens, in one line. */
export function plain(tokens: readonly Token[]): string {
  return written(tokens)
    .replaceAll(/&(?:amp|lt|gt|quot|nbsp);/g, (one) => entities[one] ?? one)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function written(tokens: readonly Token[]): string {
  return known(tokens)
    .map((token) => {
      const parts = inside(token);
      if (parts.length > 0) {
        const isBlock = ['table', 'list', 'list_item', 'paragraph'].includes(token.type);
        return token.type === 'table' || token.type === 'list'
          ? ` ${parts.map((one) => written([one])).join(' ')} `
          : written(parts) + (isBlock ? ' ' : '');
      }
      if (token.type === 'html') return '';
      if (token.type === 'br' || token.type === 'space') return ' ';
      return 'text' in token ? `${token.text}${token.type === 'code' ? ' ' : ''}` : '';
    })
    .join('');
}

/** A piece of HTML that is safe to write as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: texts are escaped, `undefined` is nothing. */
export type Part = Html | string | number | undefined | readonly Part[];

/**
 * HTML with parts in it. Whatever is not `Html` already is escaped, also within an attribute. The
 * template is indented for those who read it here; the site is not.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    strings.map((text, at) => text.replaceAll(/\n\s+/g, '\n') + written(parts[at])).join(''),
  );
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replaceAll(/[&<>"']/g, (one) => `&#${one.codePointAt(0) ?? 0};`);
}

/** Parts with something between them. */
export function joined(parts: readonly Part[], between: Part): readonly Part[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [between, part]));
}

/** A name that may go on in the next line after a point or an underscore. */
export function breakable(name: string): readonly Part[] {
  return joined(name.split(/(?<=[._])(?=\S)/), html`<wbr />`);
}

/** A comment: its paragraphs, with what is in backticks as code. */
export function prose(text: string | undefined): Part {
  if (text === undefined || text.trim() === '') return undefined;
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => html`<p>${sentence(paragraph)}</p>`);
}

/** A comment within a line. */
export function sentence(text: string | undefined): Part {
  return text
    ?.split(/`([^`]+)`/)
    .map((one, at) => (at % 2 === 0 ? one : html`<code>${one}</code>`));
}

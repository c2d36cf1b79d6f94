import type { DocumentedSchema } from './model.ts';

/**
 * The tables, columns, constraints and functions without a sentence, by their names. A constraint
 * needs none if its definition has plain words.
 */
export function withoutSentence({ tables, functions }: DocumentedSchema): string[] {
  const isEmpty = (comment: string | undefined) => (comment ?? '').trim() === '';
  return [
    ...tables.flatMap(({ key, relation, comment, columns, constraints }) => [
      ...(isEmpty(comment) ? [`${relation.kind} ${key}`] : []),
      ...columns.filter((one) => isEmpty(one.comment)).map(({ name }) => `column ${key}.${name}`),
      ...constraints
        .filter((one) => isEmpty(one.comment) && one.words === undefined)
        .map(({ name }) => `constraint ${name} on ${key}`),
    ]),
    ...functions.flatMap(({ key, signatures }) =>
      signatures
        .filter(({ comment }) => isEmpty(comment))
        .map(({ args }) => `function ${key}(${args.map(({ type }) => type).join(', ')})`),
    ),
  ];
}

/** The dead links within a site, as `page.html: there.html#place`. */
export function deadLinks(files: ReadonlyMap<string, string>): string[] {
  const places = new Map(
    Array.from(files, ([file, text]) => [file, new Set(valuesOf(text, 'id'))] as const),
  );
  const dead: string[] = [];
  for (const [file, text] of files) {
    if (!file.endsWith('.html')) continue;
    for (const link of [...valuesOf(text, 'href'), ...valuesOf(text, 'src')]) {
      if (/^(?:https?|mailto):/i.test(link)) continue;
      const [page = '', place] = link.split('#');
      const found = places.get(page === '' ? file : page);
      if (!found || (place !== undefined && !found.has(place))) dead.push(`${file}: ${link}`);
    }
  }
  return dead;
}

/** The values of an attribute. Texts contain no quotation marks, because these are escaped. */
function valuesOf(text: string, attribute: string): string[] {
  return Array.from(text.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g')), ([, one]) =>
    (one ?? '').replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );
}

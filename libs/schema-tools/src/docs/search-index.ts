import { branchesOf, type Branch } from './contract-tree.ts';
import { partsOf } from './documents/document-page.ts';
import type { MarkdownDocument } from './documents/read-documents.ts';
import type { DocumentedSchema, TableDoc } from './model.ts';
import { anchorOf, pageOf } from './places.ts';

/** What is found: its kind, its name, its sentence, and where it is. */
type Entry = readonly [kind: string, name: string, sentence: string, place: string];

/**
 * What the search looks through, as a script: a page that was opened from a file may not read
 * JSON.
 */
export function searchIndex(
  { tables, functions }: DocumentedSchema,
  documents: readonly MarkdownDocument[],
): string {
  const entries = [
    ...tables.flatMap(entriesOf),
    ...functions.map(({ schema, name, key, signatures }): Entry => {
      const sentences = signatures.map(({ comment = '' }) => comment).join(' ');
      return ['function', key, sentences.trim(), pageOf('function', schema, name)];
    }),
    ...documents.flatMap((document) =>
      partsOf(document).map(({ heading, text, place }): Entry => {
        const name = heading === undefined ? document.title : `${document.title}: ${heading}`;
        return ['page', name, text, place];
      }),
    ),
  ];
  return `window.searchIndex = [\n${entries.map((one) => JSON.stringify(one)).join(',\n')}\n];\n`;
}

function entriesOf(table: TableDoc): Entry[] {
  const page = pageOf('table', table.schema, table.name);
  return [
    [table.relation.kind, table.key, table.comment ?? '', page],
    ...table.columns.flatMap((column): Entry[] => {
      const name = `${table.key}.${column.name}`;
      const place = `${page}#${anchorOf('inside', column.name)}`;
      const keys = column.inside ? keysOf(branchesOf(column.inside)) : [];
      return [
        ['column', name, column.comment ?? '', `${page}#${anchorOf('column', column.name)}`],
        ...keys.map(([path, found]): Entry => ['key', `${name} ${path}`, found, place]),
      ];
    }),
    ...table.constraints
      .filter(({ comment }) => comment !== undefined)
      .map(({ name, comment = '' }): Entry => {
        const place = `${page}#${anchorOf('constraint', name)}`;
        return ['constraint', `${table.key}.${name}`, comment, place];
      }),
  ];
}

/** The keys of a document with their sentences. */
function keysOf(branch: Branch): (readonly [string, string])[] {
  return branch.inside.flatMap((one) => [[one.path, one.sentence ?? ''] as const, ...keysOf(one)]);
}

import { branchesOf, type Branch } from './contract-tree.ts';
import { partsOf } from './documents/document-page.ts';
import type { MarkdownDocument } from './documents/read-documents.ts';
import type { DocumentedSchema, Remark, TableDoc } from './model.ts';
import { anchorOf, pageOf } from './places.ts';

/** An entry of the search: its kind, its name, its sentence and its page. */
type Entry = readonly [kind: string, name: string, sentence: string, place: string];

/** The search index as a script, because a page that was opened from a file cannot read JSON. */
export function searchIndex(
  { tables, functions }: DocumentedSchema,
  documents: readonly MarkdownDocument[],
): string {
  const entries = [
    ...tables.flatMap(entriesOf),
    ...functions.map(({ schema, name, key, signatures }): Entry => {
      const sentences = signatures.flatMap(({ comment = '', args, raises }) => [
        comment,
        args.map((one) => one.name).join(', '),
        ...raises.map(({ code, message = '' }) => `${code} ${message}`),
      ]);
      const sentence = sentences.filter(Boolean).join(' · ');
      return ['function', key, sentence, pageOf('function', schema, name)];
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
  const named = (kind: string, all: readonly (Remark & { readonly words?: string })[]): Entry[] =>
    all.map(({ name, comment, words = '' }) => {
      const place = `${page}#${anchorOf(kind, name)}`;
      return [kind, `${table.key}.${name}`, comment ?? words, place];
    });
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
    ...named('constraint', table.constraints),
    ...named('index', table.indexes),
    ...named('trigger', table.triggers),
    ...named('partition', table.partitions),
  ];
}

/** The keys of a document with their sentences. */
function keysOf(branch: Branch): (readonly [string, string])[] {
  return branch.inside.flatMap((one) => [[one.path, one.sentence ?? ''] as const, ...keysOf(one)]);
}

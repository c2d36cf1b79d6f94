import type { CatalogueColumn, NumberRange } from '../generate/model.ts';
import { accessOf } from './access.ts';
import { tree } from './contract-tree.ts';
import { type Diagrams, type Reference } from './diagram.ts';
import { errorOf, type ClientError } from './constraint-words.ts';
import { cutAt, longest } from './examples/choose.ts';
import { seedDay } from './examples/clock.ts';
import { breakable, html, joined, prose, sentence, type Part } from './html.ts';
import { figure, sections, wideTable, type Page } from './layout.ts';
import type { ColumnDoc, Remark, TableDoc } from './model.ts';
import { anchorOf, pageOf } from './places.ts';
import { unitOf } from './unit.ts';

/** The page of a table or a view. */
export async function tablePage(
  table: TableDoc,
  references: readonly Reference[],
  diagrams: Diagrams,
): Promise<Page> {
  const { key, relation } = table;
  const content = html`<p class="kind">${relation.kind === 'view' ? 'View' : 'Table'}</p>
    ${prose(table.comment)}
    ${sections([
      ['Columns', columns(table)],
      ['Inside the documents', inside(table)],
      ['Access', accessOf(table)],
      ['Constraints', constraints(table)],
      ['References', await referencesOfTable(key, references, diagrams)],
      ['Indexes', indexes(table)],
      ['Triggers', remarks('Triggers', 'trigger', table.triggers)],
      ['Partitions', remarks('Partitions', 'partition', table.partitions)],
      ['Migrations', migrations(table)],
    ])}`;
  return { file: pageOf('table', table.schema, table.name), title: key, content };
}

function columns({ relation, columns: all }: TableDoc): Part {
  const isOfDay = all.some(({ exampleIsOfDay }) => exampleIsOfDay);
  const note = html`<p>Times of examples are those of a seed that was run on ${seedDay}.</p>`;
  const table = wideTable(
    'Columns',
    ['Column', 'Type', 'Allowed', 'Default', 'Example', 'Meaning'],
    all.map(
      (column) =>
        html`<tr id="${anchorOf('column', column.name)}">
          <th scope="row"><code>${breakable(column.name)}</code></th>
          <td><code>${column.type.sql}</code>${column.nullable ? '' : ' not null'}</td>
          <td>${allowed(column)}</td>
          <td>${relation.kind === 'view' ? undefined : defaultOf(column)}</td>
          <td>${exampleOf(column)}</td>
          <td>
            ${sentence(column.comment)}${
              column.inside
                ? html` <a href="#${anchorOf('inside', column.name)}">What is inside</a>`
                : undefined
            }
          </td>
        </tr> `,
    ),
  );
  return [table, isOfDay ? note : undefined];
}

function defaultOf({ expression, generated, identity }: ColumnDoc): Part {
  if (identity) return `identity, ${identity}`;
  if (expression === undefined) return undefined;
  return [generated ? 'always ' : '', html`<code>${expression}</code>`];
}

/** A value of the seed; a document is shown with what is inside it. */
function exampleOf({ example, inside: facts }: ColumnDoc): Part {
  if (example === undefined || facts) return undefined;
  const isCut = example.length > longest;
  return html`<code>${isCut ? `${example.slice(0, longest)}…` : example}</code>`;
}

/** The words, the range with its unit, and the length that a column takes. */
function allowed({ name, type, values, range, length, inYears }: CatalogueColumn): Part {
  const words: readonly (string | number)[] | undefined = values ?? type.words;
  const said: Part[] = [];
  const unit = type.isArray ? undefined : unitOf(name, type.name);
  if (words)
    said.push(
      joined(
        words.map((one) => html`<code>${one}</code>`),
        ', ',
      ),
    );
  if (range) said.push([rangeInWords(range), unit === undefined ? '' : ` ${unit}`]);
  else if (unit !== undefined) said.push(unit);
  if (length) said.push(`${rangeInWords(length)} ${type.isArray ? 'elements' : 'characters'}`);
  if (inYears === true) said.push('years 1 to 9999');
  return joined(said, '; ');
}

function rangeInWords({ least, most, step }: NumberRange): string {
  const ends =
    least === undefined
      ? most === undefined
        ? ''
        : `at most ${most}`
      : most === undefined
        ? `at least ${least}`
        : `${least} to ${most}`;
  return [ends, step === undefined ? '' : `in steps of ${step}`].filter(Boolean).join(', ');
}

function inside({ columns: all }: TableDoc): Part {
  return all.flatMap(({ name, inside: facts, example }) =>
    facts === undefined
      ? []
      : [
          html`<h3 id="${anchorOf('inside', name)}"><code>${name}</code></h3>
            ${tree(facts)}${document(example)} `,
        ],
  );
}

/** A document of the seed, indented; nothing where it was too long to be read whole. */
function document(example: string | undefined): Part {
  if (example === undefined || example.length >= cutAt) return undefined;
  return html`<p>An example from the seed:</p>
    <pre><code>${JSON.stringify(JSON.parse(example), undefined, 2)}</code></pre> `;
}

function constraints({ name: table, constraints: all }: TableDoc): Part {
  return wideTable(
    'Constraints',
    ['Constraint', 'Meaning', 'Error that a client sees', 'Definition'],
    all.map(
      ({ name, definition, detail, comment, words }) =>
        html`<tr id="${anchorOf('constraint', name)}">
          <th scope="row"><code>${breakable(name)}</code></th>
          <td>${sentence(comment ?? words)}</td>
          <td>${error(errorOf(detail, table, name))}</td>
          <td><code>${definition}</code></td>
        </tr> `,
    ),
  );
}

function error(found: ClientError | undefined): Part {
  if (!found) return undefined;
  return html`${found.code} (HTTP ${found.httpStatus}): <q>${found.message}</q>`;
}

function indexes({ name: table, indexes: all }: TableDoc): Part {
  return wideTable(
    'Indexes',
    ['Name', 'Reads that it serves', 'Definition'],
    all.map(
      ({ name, definition, comment, words, isUnique }) =>
        html`<tr id="${anchorOf('index', name)}">
          <th scope="row"><code>${breakable(name)}</code></th>
          <td>
            ${sentence([comment, words].filter(Boolean).join(' '))}
            ${isUnique ? error(errorOf('u', table, name)) : undefined}
          </td>
          <td><code>${definition}</code></td>
        </tr> `,
    ),
  );
}

function remarks(label: string, kind: string, all: readonly Remark[]): Part {
  return wideTable(
    label,
    ['Name', 'Meaning', 'Definition'],
    all.map(
      ({ name, definition, comment }) =>
        html`<tr id="${anchorOf(kind, name)}">
          <th scope="row"><code>${breakable(name)}</code></th>
          <td>${sentence(comment)}</td>
          <td><code>${definition}</code></td>
        </tr> `,
    ),
  );
}

async function referencesOfTable(
  key: string,
  references: readonly Reference[],
  diagrams: Diagrams,
): Promise<Part> {
  const near = references.filter(({ from, to }) => from === key || to === key);
  if (near.length === 0) return undefined;
  const keys = [...new Set([key, ...near.flatMap(({ from, to }) => [from, to])])];
  const label = 'Diagram of the references';
  const to = near.filter((one) => one.from === key);
  const from = near.filter((one) => one.to === key && one.from !== key);
  return [
    figure(label, await diagrams.draw(keys, near, key), diagrams.list(keys, near)),
    to.length === 0
      ? undefined
      : html`<h3>It refers to</h3>
          <ul>
            ${to.map(
              (one) =>
                html`<li>
                  <code>${one.columns.join(', ')}</code> → ${diagrams.link(one.to)}
                  <code>${one.targetColumns.join(', ')}</code>, on delete ${one.onDelete}
                </li> `,
            )}
          </ul> `,
    from.length === 0
      ? undefined
      : html`<h3>Referred to by</h3>
          <ul>
            ${from.map(
              (one) =>
                html`<li>
                  ${diagrams.link(one.from)} by <code>${one.columns.join(', ')}</code>, on delete
                  ${one.onDelete}
                </li> `,
            )}
          </ul> `,
  ];
}

function migrations({ migrations: files }: TableDoc): Part {
  if (files.length === 0) return undefined;
  return html`<ul>
    ${files.map(
      ({ file, declared }) =>
        html`<li>
          <code>${file}</code>${declared.map(
            ({ rule, object, reason }) => html`<br /><code>${rule}</code> ${object}: ${reason}`,
          )}
        </li> `,
    )}
  </ul>`;
}

import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { sortedEntries, type ReferenceFacts } from '../facts/facts.ts';
import { html, joined, type Html, type Part } from './html.ts';
import type { Layouter } from './layouter.ts';
import type { DocumentedSchema, TableDoc } from './model.ts';
import { pageOf } from './places.ts';

/** A reference of one table to another. */
export interface Reference extends Omit<ReferenceFacts, 'target'> {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** The references of all tables, by table and name. */
export function referencesOf({ tables }: DocumentedSchema): Reference[] {
  return tables.flatMap(({ key, relation }) =>
    sortedEntries(relation.references).map(([name, { target, ...rest }]) => {
      return { from: key, to: target, name, ...rest };
    }),
  );
}

/** The letters are as wide as this, whatever font there is: `textLength` makes them so. */
export const letter = 7.8;

/** The height of a box with one line, and what is left free on its sides. */
export const [height, padding] = [32, 12];

/** How all diagrams are laid out, each time the same. */
export const layout = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '48',
  'elk.spacing.nodeNode': '20',
  'elk.randomSeed': '1',
};

/** Draws diagrams of tables with a shared layouter. */
export class Diagrams {
  readonly #layouter: Layouter;
  readonly #tables: ReadonlyMap<string, TableDoc>;

  constructor(layouter: Layouter, tables: readonly TableDoc[]) {
    this.#layouter = layouter;
    this.#tables = new Map(tables.map((one) => [one.key, one]));
  }

  /**
   * Draws tables and their references. Tables of schemas that are not exposed have no page.
   *
   * @param current the table of this page
   */
  async draw(
    keys: readonly string[],
    references: readonly Reference[],
    current?: string,
  ): Promise<Html> {
    const names = new Map(keys.map((key) => [key, this.#nameOf(key)]));
    const graph = await this.#layouter.layout({
      id: 'all',
      layoutOptions: layout,
      children: Array.from(names, ([id, name]) => ({
        id,
        width: Math.ceil(name.length * letter) + 2 * padding,
        height,
      })),
      edges: edgesOf(references),
    });
    return svg(graph, [
      ...(graph.edges ?? []).map(lineOf),
      ...(graph.children ?? []).map((node) => this.#box(node, names.get(node.id) ?? '', current)),
    ]);
  }

  /** The diagram as a list, for screen readers. */
  list(keys: readonly string[], references: readonly Reference[]): Html {
    return html`<ul>
      ${keys.map((key) => {
        const targets = [
          ...new Set(references.filter(({ from }) => from === key).map(({ to }) => to)),
        ];
        const rest =
          targets.length === 0
            ? ''
            : [
                ' refers to ',
                joined(
                  targets.map((one) => this.link(one)),
                  ', ',
                ),
              ];
        return html`<li>${this.link(key)}${rest}</li> `;
      })}
    </ul>`;
  }

  /** A table with a link to its page, if it has one. */
  link(key: string): Html {
    const table = this.#tables.get(key);
    return table
      ? html`<a href="${pageOf('table', table.schema, table.name)}">${key}</a>`
      : html`${key}`;
  }

  /** Its name, without the most frequent schema. */
  #nameOf(key: string): string {
    const table = this.#tables.get(key);
    return table?.schema === 'public' ? table.name : key;
  }

  #box({ id, x = 0, y = 0, width = 0 }: ElkNode, name: string, current?: string): Html {
    const table = this.#tables.get(id);
    const kind = id === current ? 'box current' : table ? 'box' : 'box elsewhere';
    const box = html`<g class="${kind}"
      ><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" /><text
        x="${x + padding}"
        y="${y + 20}"
        textLength="${width - 2 * padding}"
        lengthAdjust="spacingAndGlyphs"
        >${name}</text
      ></g
    > `;
    if (!table || id === current) return box;
    // the list beside the diagram has the same links for keyboards and screen readers
    return html`<a href="${pageOf('table', table.schema, table.name)}" tabindex="-1">${box}</a>`;
  }
}

/** One line for all references of a table to another. */
function edgesOf(references: readonly Reference[]): ElkExtendedEdge[] {
  const pairs = new Map(references.map(({ from, to }) => [`${from} → ${to}`, { from, to }]));
  return Array.from(pairs, ([id, { from, to }]) => ({ id, sources: [from], targets: [to] }));
}

/** A line with its arrow. */
export function lineOf({ sections = [] }: ElkExtendedEdge): Part {
  return sections.map(({ startPoint, bendPoints = [], endPoint }) => {
    const points = [startPoint, ...bendPoints, endPoint].map(({ x, y }) => `${x} ${y}`);
    return html`<path d="M${points.join('L')}" marker-end="url(#arrow)" /> `;
  });
}

/** A picture that screen readers leave out: a list beside it says the same. */
export function svg({ width = 0, height: high = 0 }: ElkNode, drawn: readonly Part[]): Html {
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${high}"
    viewBox="0 0 ${width} ${high}"
    aria-hidden="true"
  >
    <defs>
      <marker
        id="arrow"
        viewBox="0 0 8 8"
        refX="8"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        orient="auto"
      >
        <path d="M0 0L8 4L0 8z" />
      </marker>
    </defs>
    ${drawn}
  </svg>`;
}

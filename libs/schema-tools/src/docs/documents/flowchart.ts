import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { height, layout, letter, lineOf, padding, svg } from '../diagram.ts';
import { html, type Html, type Part } from '../html.ts';
import { figure } from '../layout.ts';
import type { Layouter } from '../layouter.ts';

/** A flowchart of a document. */
export interface Flowchart {
  readonly direction: string;
  /** The lines of each box, by its id. */
  readonly boxes: ReadonlyMap<string, readonly string[]>;
  readonly lines: readonly Line[];
}

interface Line {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
}

const directions: Readonly<Record<string, string>> = {
  LR: 'RIGHT',
  RL: 'LEFT',
  TB: 'DOWN',
  TD: 'DOWN',
  BT: 'UP',
};

/**
 * Reads a flowchart as Mermaid writes it: `box["text"]`, `box[("text")]` and `one -->|text| other`,
 * one a line. Undefined for whatever else there is: then its text is shown.
 */
export function readFlowchart(text: string): Flowchart | undefined {
  const [first = '', ...rest] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const direction = directions[/^(?:flowchart|graph) (\w\w)$/.exec(first)?.[1] ?? ''];
  const boxes = new Map<string, readonly string[]>();
  const lines: Line[] = [];
  for (const one of rest) {
    const box = /^(\w+)\[\(?"([^"]+)"\)?\]$/.exec(one);
    const line = /^(\w+) -(?:-|\.-)>(?:\|([^|]+)\|)? (\w+)$/.exec(one);
    if (box) boxes.set(box[1] ?? '', (box[2] ?? '').split(/<br *\/?>/));
    else if (line) {
      const [, from = '', words, to = ''] = line;
      lines.push({ from, to, ...(words === undefined ? {} : { text: words }) });
    } else return undefined;
  }
  const isWhole = lines.every(({ from, to }) => boxes.has(from) && boxes.has(to));
  return direction === undefined || boxes.size === 0 || !isWhole
    ? undefined
    : { direction, boxes, lines };
}

/** Draws a flowchart, and lists what it shows. */
export async function drawFlowchart(
  { direction, boxes, lines }: Flowchart,
  label: string,
  layouter: Layouter,
): Promise<Html> {
  const widthOf = (text: string) => Math.ceil(text.length * letter);
  const graph = await layouter.layout({
    id: 'all',
    layoutOptions: { ...layout, 'elk.direction': direction },
    children: Array.from(boxes, ([id, texts]) => ({
      id,
      width: Math.max(...texts.map(widthOf)) + 2 * padding,
      height: height + (texts.length - 1) * lineHeight,
    })),
    edges: lines.map(({ from, to, text }, at) => ({
      id: `line ${at}`,
      sources: [from],
      targets: [to],
      labels: text === undefined ? [] : [{ text, width: widthOf(text), height: lineHeight }],
    })),
  });
  const drawn = svg(graph, [
    (graph.edges ?? []).map((edge) => [lineOf(edge), wordsOf(edge)]),
    (graph.children ?? []).map((node) => boxOf(node, boxes.get(node.id) ?? [])),
  ]);
  const nameOf = (id: string) => (boxes.get(id) ?? []).join(', ');
  const list = html`<ul>
    ${lines.map(
      ({ from, to, text }) =>
        html`<li>${nameOf(from)} → ${nameOf(to)}${text === undefined ? '' : `: ${text}`}</li> `,
    )}
  </ul>`;
  return figure(label, drawn, list);
}

const lineHeight = 18;

function boxOf(
  { x = 0, y = 0, width = 0, height: high = 0 }: ElkNode,
  texts: readonly string[],
): Part {
  return html`<g class="box plain"
    ><rect x="${x}" y="${y}" width="${width}" height="${high}" rx="4" />${texts.map((text, at) =>
      written(text, x + padding, y + 20 + at * lineHeight),
    )}</g
  > `;
}

function wordsOf({ labels = [] }: ElkExtendedEdge): Part {
  return labels.map(
    ({ text = '', x = 0, y = 0 }) => html`<g class="plain">${written(text, x, y + 13)}</g> `,
  );
}

function written(text: string, x: number, y: number): Html {
  return html`<text
    x="${x}"
    y="${y}"
    textLength="${Math.ceil(text.length * letter)}"
    lengthAdjust="spacingAndGlyphs"
    >${text}</text
  >`;
}

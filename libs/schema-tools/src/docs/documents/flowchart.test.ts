import { expect, it } from 'vitest';
import { readFlowchart } from './flowchart.ts';

it('reads boxes and lines as Mermaid writes them', () => {
  const text = `flowchart LR
    a["one<br/>two"]
    b[("three")]

    a -->|four five| b
    b -.-> a`;
  expect(readFlowchart(text)).toEqual({
    direction: 'RIGHT',
    boxes: new Map([
      ['a', ['one', 'two']],
      ['b', ['three']],
    ]),
    lines: [
      { from: 'a', to: 'b', text: 'four five' },
      { from: 'b', to: 'a' },
    ],
  });
});

it.each([
  'sequenceDiagram\n a ->> b: no',
  'flowchart LR\n a["one"]\n subgraph b',
  'flowchart LR\n a["one"]\n a --> b',
  'flowchart LR',
  '',
])('leaves what it does not know as it is: %j', (text) => {
  expect(readFlowchart(text)).toBeUndefined();
});

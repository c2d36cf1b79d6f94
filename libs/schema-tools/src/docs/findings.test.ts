import { expect, it } from 'vitest';
import { deadLinks } from './findings.ts';
import { html } from './html.ts';

it('finds a link to a missing page, and to a missing place', () => {
  const name = 'a"b';
  const files = new Map([
    ['index.html', html`<a href="there.html#${name}">a</a> <a href="there.html#c">c</a>`.text],
    ['there.html', html`<p id="${name}"><a href="gone.html">gone</a> <a href="#d">d</a></p>`.text],
  ]);
  expect(deadLinks(files)).toEqual([
    'index.html: there.html#c',
    'there.html: gone.html',
    'there.html: #d',
  ]);
});

it('treats a text that looks like a link as text', () => {
  const page = html`<p>${'<a href="gone.html">'}</p>`.text;
  expect(deadLinks(new Map([['index.html', page]]))).toEqual([]);
});

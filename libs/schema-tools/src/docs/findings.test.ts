import { expect, it } from 'vitest';
import { deadLinks } from './findings.ts';
import { html } from './html.ts';

it('finds a link to a page and to a place that is not there', () => {
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

it('takes a text that looks like a link for a text', () => {
  const page = html`<p>${'<a href="gone.html">'}</p>`.text;
  expect(deadLinks(new Map([['index.html', page]]))).toEqual([]);
});

import { expect, it } from 'vitest';
import { figureCell, html, metricHead, page, table } from './html.js';

it('escapes what is put in, but not HTML', () => {
  expect(html`<p>${'a < b & "c"'} ${html`<b>${1}</b>`}</p>`.text).toBe('<p>a &lt; b &amp; &quot;c&quot; <b>1</b></p>');
});

it('makes a table that says what it is of', () => {
  const { text } = table(
    'Models of <shop>',
    ['model', metricHead('viewToCart@10')],
    [['a<b', figureCell('.1 [.0, .2]')]],
  );
  expect(text).toContain('<caption><span>Models of &lt;shop&gt;</span></caption>');
  expect(text).toContain('<th>model</th><th>view<wbr>To<wbr>Cart<wbr>@10</th>');
  expect(text).toContain('<tr><td>a&lt;b</td><td><span class="figure">.1 [.0, .2]</span></td></tr>');
});

it('makes a page of one file, its title escaped', () => {
  const text = page('<shop>', html`<h1>${'A & B'}</h1>`);
  expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(text).toContain('<title>&lt;shop&gt;</title>');
  expect(text).toContain('<body><main>\n<h1>A &amp; B</h1>\n</main></body>');
  expect(text).not.toMatch(/<script|https?:/);
});

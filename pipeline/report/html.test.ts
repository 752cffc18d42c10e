import { expect, it } from 'vitest';
import { figureCell, html, metricHead, table } from './html.js';

it('escapes what is put in, but not HTML', () => {
  expect(html`<p>${'a < b & "c"'} ${html`<b>${1}</b>`}</p>`.text).toBe('<p>a &#60; b &#38; &#34;c&#34; <b>1</b></p>');
});

it('makes a table that says what it is of', () => {
  const { text } = table(
    'Models of <shop>',
    ['model', metricHead('viewToCart@10')],
    [['a<b', figureCell('.1 [.0, .2]')]],
  );
  expect(text).toContain('<caption><span>Models of &#60;shop&#62;</span></caption>');
  expect(text).toContain('<th>model</th><th>view<wbr>To<wbr>Cart<wbr>@10</th>');
  expect(text).toContain('<tr><td>a&#60;b</td><td><span class="figure">.1 [.0, .2]</span></td></tr>');
});

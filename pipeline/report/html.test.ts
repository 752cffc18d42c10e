import { expect, it } from 'vitest';
import { html, table } from './html.js';

it('escapes what is put in, but not HTML', () => {
  expect(html`<p>${'a < b & "c"'} ${html`<b>${1}</b>`}</p>`.text).toBe('<p>a &#60; b &#38; &#34;c&#34; <b>1</b></p>');
});

it('makes a table', () => {
  expect(table(['model', 'n'], [['a<b', 1]]).text).toContain('<tr><td>a&#60;b</td><td>1</td></tr>');
});

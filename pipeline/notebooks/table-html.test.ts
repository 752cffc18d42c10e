import { expect, it } from 'vitest';
import { tableHtml } from './table-html.js';

it('aligns numbers right, with the digits of their column, and marks what is missing', async () => {
  const rows = [
    { model: '<best>', queries: 19_907, 'ndcg@10': 0.35512, seconds: 1.5 },
    { model: 'random', queries: 19_907, 'ndcg@10': 0, seconds: null },
  ];
  expect(await tableHtml(rows, { caption: 'All models', digits: 3 })).toBe(`<table>
<caption>All models</caption>
<thead><tr><th align="left">model</th><th align="right">queries</th><th align="right">ndcg@10</th><th align="right">seconds</th></tr></thead>
<tbody>
<tr><td align="left">&lt;best&gt;</td><td align="right">19,907</td><td align="right">0.355</td><td align="right">1.500</td></tr>
<tr><td align="left">random</td><td align="right">19,907</td><td align="right">0.000</td><td align="right">–</td></tr>
</tbody>
</table>`);
});

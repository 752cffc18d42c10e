import { expect, it } from 'vitest';
import { type TableRow, tableHtml } from './table-html.js';

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

it('puts values under their own names, whatever the order and number of a row’s columns', async () => {
  const rows = [{ item: '7', 'nearest 1': 'a' }, { 'nearest 2': 'c', 'nearest 1': 'b', item: '8' }, {}];
  expect(await cellsOf(rows)).toEqual([
    ['item', 'nearest 1', 'nearest 2'],
    ['7', 'a', '–'],
    ['8', 'b', 'c'],
    ['–', '–', '–'],
  ]);
});

it('shows no figure for one that is not known, and counts beside it whole', async () => {
  expect(await cellsOf([{ queries: Number.NaN }, { queries: 1234 }])).toEqual([['queries'], ['–'], ['1,234']]);
});

it('shows no row where there is none', async () => {
  expect(await cellsOf([])).toEqual([[]]);
});

/** The texts of a table's cells, row by row. */
async function cellsOf(rows: readonly TableRow[]): Promise<string[][]> {
  const html = await tableHtml(rows);
  return [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<t[dh][^>]*>([^<]*)/g)].map(([, text]) => text!),
  );
}

import { expect, it } from 'vitest';
import { comparisonOf } from '../../testing/comparison-of.js';
import type { ComparedRow } from './compare-to-first.js';
import { comparedTable } from './compared-table.js';
import { comparisonSentence } from './comparison-sentence.js';

const figure = { mean: 0.5, low: 0.25, high: 0.75 };
const rows: ComparedRow[] = [
  { name: 'als', metric: 'mrr@10', figure },
  { name: 'bpr', metric: 'mrr@10', figure, difference: comparisonOf(0.1, 0.2, 'better') },
];

it('has a line for each row, with the segment where any row has one', () => {
  const shown = (of: ComparedRow[]) =>
    comparedTable(of).map((row) => Object.values(row).map((cell) => cell.replaceAll('\u00a0', ' ')));
  expect(Object.keys(comparedTable(rows)[0]!)).toEqual([
    ...['name', 'metric', 'figure', 'less als’s', 'p (Holm)', 'verdict'],
  ]);
  const first = ['mrr@10', '.5000 [.2500, .7500]', '–', '–', '–'];
  const second = ['mrr@10', '.5000 [.2500, .7500]', '.1500 [.1000, .2000]', '.012', 'better'];
  expect(shown(rows)).toEqual([
    ['als', ...first],
    ['bpr', ...second],
  ]);
  expect(shown([rows[0]!, { ...rows[1]!, segment: 'new' }])).toEqual([
    ['als', 'all', ...first],
    ['bpr', 'new', ...second],
  ]);
});

it('is a sentence too, of one row as well', () => {
  const said = (of: ComparedRow[]) => comparisonSentence(of).replaceAll('\u00a0', ' ');
  expect(said(rows.slice(0, 1))).toBe('mrr@10 of als is .5000 [.2500, .7500]; nothing is compared with it.');
  expect(said(rows)).toBe(
    'mrr@10 of als is .5000 [.2500, .7500]. Against it (3 comparisons, Holm-corrected), bpr is better (.1500 [.1000, .2000], p = .012).',
  );
});

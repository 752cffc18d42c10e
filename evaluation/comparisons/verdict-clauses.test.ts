import { expect, it } from 'vitest';
import { comparisonOf } from '../../testing/comparison-of.js';
import { comparisonsText, verdictClauses } from './verdict-clauses.js';

const row = (name: string, ...[low, high, verdict]: Parameters<typeof comparisonOf>) => ({
  name,
  difference: comparisonOf(low, high, verdict),
});
const said = (...of: Parameters<typeof verdictClauses>) =>
  verdictClauses(...of).map((text) => text.replaceAll('\u00a0', ' '));

it('has a clause for each verdict, with the difference that is nearest to zero', () => {
  const rows = [
    row('als', -0.3, -0.2, 'worse'),
    row('stan', -0.1, 0.2, 'not told apart'),
    { name: 'first' },
    row('bpr', -0.2, -0.1, 'worse'),
    row('sasrec', 0.1, 0.2, 'better'),
    row('sknn', NaN, NaN, 'cannot tell'),
  ];
  expect(said(rows)).toEqual([
    'sasrec is better (.1500 [.1000, .2000], p = .012)',
    'stan is not told apart',
    'als and bpr are worse (bpr by the least: −.1500 [−.2000, −.1000], p = .012)',
    'of sknn nothing can be told (no interval: one visitor)',
  ]);
  expect(said(rows, ['not told apart'])).toEqual(['stan is not told apart']);
});

it('counts rows where they are too many to name', () => {
  const rows = Array.from({ length: 7 }, (_, i) => row(`model ${i}`, -0.1, 0.1, 'not told apart'));
  expect(said(rows)).toEqual(['7 models are not told apart']);
  expect(said(rows.slice(1))[0]).toMatch(/^model 1, .* and model 6 are not told apart$/);
});

it('counts comparisons', () => {
  expect([1, 42].map(comparisonsText)).toEqual(['one comparison', '42 comparisons, Holm-corrected']);
});

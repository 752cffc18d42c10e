import { expect, it } from 'vitest';
import { comparisonOf } from '../../testing/comparison-of.js';
import { differencesSection } from './differences-section.js';

const draw = async () => '<svg></svg>';
const leaderboard = { dataset: 'shop', protocol: 'next' as const, queries: 10, targets: 10, models: [] };
const of = {
  draw,
  leaderboard,
  config: { on: 'test', evaluation: { resamples: 1000 } } as never,
  dataset: { hasVisitors: true } as never,
};
const figure = { mean: 0.5, low: 0.4, high: 0.6 };
const row = (name: string, metric: string) => ({ name, metric, figure });

it('shows each model’s difference from the leader by both metrics, with its corrected p-value and what that says', async () => {
  const compared = ['recall@20', 'mrr@20'].flatMap((metric, i) => [
    row('gru4rec', metric),
    { ...row('als', metric), difference: comparisonOf(-0.2, i ? 0.1 : -0.1, i ? 'not told apart' : 'worse') },
  ]);
  const text = String(await differencesSection({ ...of, compared })).replaceAll('\u00a0', ' ');
  expect(text).toContain('<caption><span>Less gru4rec’s, mean and 95 % interval: shop, P-next</span></caption>');
  expect(text).toContain('one sign-flip test over visitors, of at least');
  expect(text).toContain('corrected for all 3 comparisons of this table (Holm)');
  expect(text).toContain(
    '<tr><td>als</td><td><span class="figure">−.1500 [−.2000, −.1000]</span></td><td>.012</td><td>worse</td>' +
      '<td><span class="figure">−.0500 [−.2000, .1000]</span></td><td>.012</td><td>not told apart</td></tr>',
  );
});

it('is not there where there is nothing to compare', async () => {
  expect(await differencesSection({ ...of, compared: [row('gru4rec', 'recall@20')] })).toBe('');
});

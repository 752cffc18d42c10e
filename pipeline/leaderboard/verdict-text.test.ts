import { expect, it } from 'vitest';
import type { ComparedRow, Verdict } from '../../evaluation/index.js';
import { comparisonOf } from '../../testing/comparison-of.js';
import { verdictTexts } from './verdict-text.js';

const figure = { mean: 0.7, low: 0.65, high: 0.75 };
const leader = (name: string, metric = 'recall@20'): ComparedRow => ({ name, metric, figure });
const row = (name: string, verdict: Verdict, low = -0.2, high = -0.1, metric = 'recall@20'): ComparedRow => ({
  ...leader(name, metric),
  figure: { mean: 0.7 + (low + high) / 2, low: 0.65 + low, high: 0.75 + high },
  difference: comparisonOf(low, high, verdict),
});
const said = (...rows: ComparedRow[]) => verdictTexts(rows).map((text) => text.replaceAll('\u00a0', ' '));

it('calls a model the best only where all others are worse', () => {
  expect(said(leader('gru4rec'), row('als', 'worse'), row('popular', 'worse', -0.6, -0.5))).toEqual([
    'gru4rec is the best of 3 models: recall@20 .7000 [.6500, .7500]. Against it, query by query (3 comparisons, Holm-corrected), als and popular are worse (als by the least: −.1500 [−.2000, −.1000], p = .012).',
  ]);
});

it('names the models that it is not told apart from', () => {
  expect(said(leader('stan'), row('v-stan', 'not told apart', -0.1, 0.05), row('als', 'worse'))).toEqual([
    'stan has the highest figure of 3 models, recall@20 .7000 [.6500, .7500]. Against it, query by query (3 comparisons, Holm-corrected), v-stan is not told apart; als is worse (−.1500 [−.2000, −.1000], p = .012).',
  ]);
});

it('names nobody where nobody is told apart', () => {
  const unclear = (name: string, metric: string) => row(name, 'not told apart', -0.1, 0.05, metric);
  const group = (metric: string) => [leader('stan', metric), unclear('als', metric), unclear('random', metric)];
  expect(said(...group('recall@20'), ...group('mrr@20'))).toEqual([
    'stan has the highest figure of 3 models, recall@20 .7000 [.6500, .7500]. Against it, query by query (3 comparisons, Holm-corrected), als and random are not told apart.',
    'By mrr@20 (stan: .7000 [.6500, .7500]), against stan, no model is better; als and random are not told apart.',
  ]);
});

it('names together the models that share the highest figure', () => {
  const tied = (name: string) => ({ ...row(name, 'not told apart'), figure });
  expect(said(leader('session-popular'), tied('item-knn'), tied('stan'), row('als', 'worse'))).toEqual([
    'session-popular, item-knn and stan share the highest figure of 4 models, recall@20 .7000 [.6500, .7500]. Against session-popular, query by query (3 comparisons, Holm-corrected), als is worse (−.1500 [−.2000, −.1000], p = .012).',
  ]);
  expect(said(leader('stan'), tied('v-stan'))).toEqual([
    'stan and v-stan share the highest figure of 2 models, recall@20 .7000 [.6500, .7500].',
  ]);
  expect(said(leader('stan'), { ...row('v-stan', 'same'), figure }, row('als', 'worse'))[0]).toMatch(
    /^stan and v-stan share .*\. Against stan, .* als is worse \(.*\); v-stan has the same value on every query\.$/,
  );
});

it('says so where too little was asked', () => {
  expect(said(leader('stan'), row('als', 'cannot tell'))).toEqual([
    'stan has the highest figure, recall@20 .7000 [.6500, .7500], but one visitor alone was asked, which tells nothing of others.',
  ]);
  expect(
    said(
      leader('stan'),
      row('als', 'cannot tell'),
      leader('stan', 'mrr@20'),
      row('als', 'cannot tell', 0, 0, 'mrr@20'),
    ),
  ).toHaveLength(1);
  expect(said(leader('stan'), leader('stan', 'mrr@20'))).toEqual([
    'stan is the only model: recall@20 .7000 [.6500, .7500].',
  ]);
});

it('says by a second metric who is better than the leader, or that nobody is', () => {
  const mrr = 'mrr@20';
  const first = [leader('gru4rec'), row('sasrec', 'worse'), row('stan', 'worse')];
  expect(
    said(
      ...first,
      leader('gru4rec', mrr),
      row('sasrec', 'better', 0.1, 0.2, mrr),
      row('stan', 'worse', -0.2, -0.1, mrr),
    )[1],
  ).toBe(
    'By mrr@20 (gru4rec: .7000 [.6500, .7500]), against gru4rec, sasrec is better (.1500 [.1000, .2000], p = .012).',
  );
  expect(
    said(
      ...first,
      leader('gru4rec', mrr),
      row('sasrec', 'not told apart', -0.1, 0.2, mrr),
      row('stan', 'worse', -0.2, -0.1, mrr),
    )[1],
  ).toBe('By mrr@20 (gru4rec: .7000 [.6500, .7500]), against gru4rec, no model is better; sasrec is not told apart.');
});

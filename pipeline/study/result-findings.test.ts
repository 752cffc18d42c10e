import { describe, expect, it } from 'vitest';
import type { Run } from '../files/run-folder.js';
import {
  beyondAccuracyFinding,
  contextFinding,
  costFinding,
  exampleFinding,
  neighboursFinding,
  proxiesFinding,
  segmentShares,
} from './result-findings.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const at = (mean: number) => ({ mean, low: mean, high: mean });

describe('sentences about a run', () => {
  const entry = (model: string, ndcg: number, coverage: number, bias: number, fitSeconds: number) => ({
    ...{ model, fitSeconds, predictSeconds: 2, peakMemoryMB: 1 },
    metrics: { 'ndcg@10': at(ndcg), 'coverage@10': at(coverage), 'popularityBias@10': at(bias) },
  });
  const leaderboard = {
    ...{ dataset: 'shop', protocol: 'future', queries: 100, targets: 100 },
    models: [entry('als', 0.2, 0.3, 4, 5), entry('stan', 0.3, 0.4, 3, 1), entry('random', 0, 1, 1, 0)],
  };
  const run = { leaderboard } as unknown as Run;

  it('place the leading model among the others', () => {
    expect(plain(beyondAccuracyFinding(run))).toBe(
      'Of stan, which leads, coverage is .4000 [.4000, .4000] (1 of the 2 others above) and popularity bias 3.00 [3.00, 3.00] (1 of the 2 others below).',
    );
    expect(costFinding(run)).toBe(
      'stan, which leads, is fitted in 1.0 s (1 of the 2 others take longer by more than 25 %; the longest of all, als, takes 5.0 s) and answers 50 queries a second.',
    );
    const costOf = (...models: object[]) => costFinding({ leaderboard: { ...leaderboard, models } } as unknown as Run);
    expect(costOf(entry('als', 0.2, 0.3, 4, 5), entry('gru4rec', 0.3, 0.4, 3, 501))).toBe(
      'gru4rec, which leads, is fitted in 8 min 21 s, the longest of all, and answers 50 queries a second.',
    );
    expect(costOf(entry('als', 0.2, 0.3, 4, 5))).toBe(
      'als, which leads, is fitted in 5.0 s and answers 50 queries a second.',
    );
  });
});

describe('whether random lists beat the leader’s by the proxies', () => {
  const funnel = (models: Readonly<Record<string, readonly (number | undefined)[]>>) => {
    const rows = Object.entries(models).map(([model, [hitRate, cart, bought]]) => ({
      ...{ model, fitSeconds: 1, predictSeconds: 1, peakMemoryMB: 1 },
      metrics: {
        'hitRate@10': at(hitRate!),
        ...(cart !== undefined && { 'viewToCart@10': at(cart) }),
        ...(bought !== undefined && { 'cartToTransaction@10': at(bought) }),
      },
    }));
    const board = { dataset: 'shop', protocol: 'funnel', queries: 10, targets: 10, models: rows } as const;
    return plain(proxiesFinding({ leaderboard: board }));
  };

  it.each([
    [
      'By viewToCart@10 and cartToTransaction@10 random is not above stan, which leads.',
      { stan: [0.7, 0.2, 0.3], random: [0.1, 0.1, 0.3] },
    ],
    ['By viewToCart@10 random is not above stan, which leads.', { stan: [0.7, 0.2], random: [0.1, 0.1, 0.3] }],
    ['By neither do random and stan, which leads, both have a figure.', { stan: [0.7], random: [0.1, 0.1, 0.3] }],
    [
      'random was not run: these figures are not compared with chance.',
      { stan: [0.7, 0.2, 0.3], popular: [0.1, 0.3, 0.4] },
    ],
    ['random itself leads: there is no leader to compare with it.', { random: [0.7, 0.2, 0.3] }],
    [expect.stringMatching(/^random has a higher viewToCart@10 than stan/), { stan: [0.7, 0.2], random: [0.1, 0.3] }],
  ])('%s', (sentence, models) => {
    expect(funnel(models)).toEqual(sentence);
  });
});

it('count shares, finds and neighbours', () => {
  const rows = [
    { segment: 'seen', model: 'als', queries: 30, ...at(1) },
    { segment: 'unseen', model: 'als', queries: 10, ...at(1) },
    { segment: 'seen', model: 'stan', queries: 30, ...at(1) },
  ];
  expect(segmentShares(rows, 'target')).toBe('By target, the 40 queries are 75 % “seen” and 25 % “unseen”.');

  const lists = [
    { rank: 1, als: '7', stan: '8 ✓', popular: '9' },
    { rank: 2, als: '8 ✓', stan: '1 ↺', popular: '1 ↺' },
  ];
  const example = { visitor: '1', context: [], targets: ['8'] };
  expect(exampleFinding({ ...example, lists })).toMatch(
    /^2 of these 3 models have .* first 2; stan has one at rank 1\./,
  );
  expect(exampleFinding({ ...example, lists: [{ rank: 1, als: '7' }] })).toBe(
    'None of these models (als) has a right item among its first 1.',
  );

  expect(neighboursFinding([{ item: '1 ✓', 'nearest 1': '2 ✓ (0.9)', 'nearest 2': '3 (0.8)' }, { item: '4' }])).toBe(
    '1 of the 2 neighbours shown are of their item’s own group (✓).',
  );

  expect(contextFinding([])).toBe(
    'There is nothing to compare: no context has three different items, or no model lists anything for one.',
  );
  const effects = [
    { model: 'markov', reversed: at(1), lastAlone: at(1) },
    { model: 'gru4rec', reversed: at(0.5), lastAlone: at(0.25) },
  ];
  expect(plain(contextFinding(effects))).toBe(
    'The order of the earlier events matters most to gru4rec, which keeps .5000 [.5000, .5000] of its list when it is reversed, and least to markov (1.0000 [1.0000, 1.0000]); told the last event alone, gru4rec keeps .2500 [.2500, .2500] and markov 1.0000 [1.0000, 1.0000].',
  );
});

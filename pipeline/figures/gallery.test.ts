import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { comparisonOf } from '../../testing/comparison-of.js';
import { jsdomPlotly } from '../../testing/jsdom-plotly.js';
import { cleaningFigure } from './cleaning-figure.js';
import { costFigure } from './cost-figure.js';
import { differencesFigure } from './differences-figure.js';
import { funnelFigure } from './funnel-figure.js';
import { hoursFigure } from './hours-figure.js';
import { leaderboardFigure } from './leaderboard-figure.js';
import { longTailFigure } from './long-tail-figure.js';
import { mapFigure } from './map-figure.js';
import { drawFigure, renderFigure } from './render-figure.js';
import { segmentsFigure } from './segments-figure.js';
import { sessionsFigure } from './sessions-figure.js';
import { splitFigure } from './split-figure.js';
import { type Box, clientBox } from './text-layout.js';
import { trainingFigure } from './training-figure.js';

const interval = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01 });
const models = ['random', 'popular', 'recent-popular', 'session-popular', 'association-rules', 'item-knn'];
const metrics = ['ndcg@10', 'recall@20', 'hitRate@20', 'coverage@20'] as const;
const leaderboard = {
  queries: 19_907,
  models: models.map((model, i) => ({
    model,
    metrics: Object.fromEntries(metrics.map((metric) => [metric, interval((0.1348 * (i + 1)) / 6)])),
  })),
};
const absent = {
  queries: 5,
  models: models.map((model, i) => ({
    model,
    metrics: { 'ndcg@10': i % 2 ? interval(0.2) : { mean: 0.2, low: Number.NaN, high: Number.NaN } },
  })),
};
const segments = ['repeat of the last item', 'seen earlier', 'new item'].flatMap((segment, s) =>
  models.slice(2).map((model, m) => ({ segment, model, queries: 3000 + s, ...interval(0.1 * (m + 1)) })),
);
const many = Array.from(
  { length: 22 },
  (_, i) => `${['association-rules', 'feature-factorization', 'v-stan'][i % 3]} ${i}`,
);
const board = {
  queries: 19_907,
  models: many.map((model, i) => ({
    model,
    metrics: Object.fromEntries(metrics.map((metric) => [metric, interval((0.1348 * (i + 1)) / 22)])),
  })),
};
const manySegments = ['repeat of the last item', 'seen earlier', 'new item'].flatMap((segment, s) =>
  many.map((model, m) => ({ segment, model, queries: 3000 + s, ...interval(0.1 * (m + 1)) })),
);
const differences = ['1 / 3 / 5, no decay', 'uniform, alpha tuned', 'views alone', 'halved every 25 days', 'BM25'].map(
  (name, i) => ({
    ...{ name, metric: 'ndcg@10', figure: interval(0.08) },
    ...(i > 0 && {
      difference: comparisonOf(0.004 * i - 0.011, 0.004 * i - 0.005, 'not told apart'),
    }),
  }),
);
const funnel = [
  { kind: 'view', events: 2_664_312, visitors: 1_404_179 },
  { kind: 'addtocart', events: 69_332, visitors: 37_722 },
  { kind: 'transaction', events: 22_457, visitors: 11_719 },
];
const pricedFunnel = funnel.map((step, i) => ({ ...step, value: [401_234_567.89, 12_345_678.9, 4_005_432.1][i]! }));
const costs = board.models.map((row, i) => ({ ...row, fitSeconds: 2 ** (((i * 7) % 22) - 8) }));
const history = (epochs: number, isWatched: boolean) => {
  const column = (of: (epoch: number) => number) => Float64Array.from({ length: epochs }, (_, i) => of(i + 1));
  return {
    epoch: Int32Array.from({ length: epochs }, (_, i) => i + 1),
    loss: column((epoch) => 7.5 / Math.sqrt(epoch)),
    learningRate: column(() => 0.05),
    validation: column((epoch) => (isWatched ? 0.3 * (1 - 1 / (epoch + 1)) : Number.NaN)),
    seconds: column(() => 60),
    rate: column(() => 10_000),
  };
};
const histories = [
  { model: 'gru4rec', history: history(10, false) },
  { model: 'sasrec', history: history(24, true) },
  { model: 'two-tower', history: history(1, true) },
];
const spots = Array.from({ length: 600 }, (_, i) => i);
const itemMap = {
  model: 'sasrec',
  x: spots.map((i) => Math.sin(i) * (1 + (i % 9))),
  y: spots.map((i) => Math.cos(i) * (1 + (i % 9))),
  group: spots.map((i) => `category ${140 * (i % 9)}`),
  ...{ explained: [0.21, 0.083] as const, sameGroup: 0.42, byChance: 0.11 },
};
const start = Date.UTC(2015, 4, 3);
const times = Float64Array.from({ length: 5000 }, (_, i) => start + i * 2_300_000);

const gallery = {
  training: { figure: trainingFigure(histories), texts: ['gru4rec: loss', 'sasrec: mrr@20, held out', 'epoch'] },
  cost: { figure: costFigure(costs, 'recall@20'), texts: ['seconds to fit (logarithmic)', 'v-stan 2', '1,000'] },
  map: {
    figure: mapFigure(itemMap),
    texts: ['category 560', 'others', 'first principal component, 21 % of the variance'],
  },
  'leaderboard beside the best possible': {
    figure: leaderboardFigure(leaderboard, metrics, { 'ndcg@10': interval(0.2) }),
    texts: ['item-knn'],
  },
  leaderboard: { figure: leaderboardFigure(leaderboard, metrics), texts: ['item-knn', 'hitRate@20'] },
  'leaderboard of absent intervals': { figure: leaderboardFigure(absent, ['ndcg@10']), texts: models },
  segments: { figure: segmentsFigure(segments, 'mrr@20'), texts: ['seen earlier', '3,001 queries', 'session-popular'] },
  'leaderboard of many models': { figure: leaderboardFigure(board, metrics), texts: many },
  'segments of many models': { figure: segmentsFigure(manySegments, 'mrr@20'), texts: many.slice(0, 7) },
  differences: { figure: differencesFigure(differences), texts: ['views alone', 'ndcg@10 less 1 / 3 / 5, no decay’s'] },
  'funnel with prices': {
    figure: funnelFigure(pricedFunnel),
    texts: ['11,719 (31.1 %)', '401,234,567.89', '4,005,432.10 (32.4 %)'],
  },
  funnel: { figure: funnelFigure(funnel), texts: ['2,664,312', '69,332 (2.6 %)', '11,719 (31.1 %)'] },
  longTail: {
    figure: longTailFigure(Int32Array.from({ length: 3000 }, (_, i) => 20_000 / (i + 1) + 1)),
    texts: ['events an item', '1,000', 'top 10 %:'],
  },
  sessions: {
    figure: sessionsFigure({
      events: times.map((_, i) => (i % 7) + 1),
      duration: times.map((_, i) => 60_000 * (i % 90)),
    }),
    texts: ['share of sessions', '11–20', '60+'],
  },
  hours: { figure: hoursFigure(times), texts: ['hour of the day (UTC)', 'Wed'] },
  cleaning: {
    figure: cleaningFigure(
      [
        { rule: 'bot: distinct items an hour', events: 2310 },
        { rule: 'duplicate', events: 4 },
      ],
      97_381,
    ),
    texts: ['bot: distinct items an hour', '2,310 (2.37 %)'],
  },
  split: {
    figure: splitFigure([
      { part: 'train', times: times.subarray(0, 3500) },
      { part: 'validation', times: times.subarray(3500, 4000) },
      { part: 'test', times: times.subarray(4000) },
    ]),
    texts: ['train, 3,500 events (70 %)', 'test, 1,000 events (20 %)', 'events a day'],
  },
};

/** Pixels that figures at the ends of neighbouring axes are apart at least, so that they are not read as one. */
const tickGap = 10;

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const full = jsdomPlotly();

describe.each(Object.entries(gallery))('the %s figure', (_, { figure, texts }) => {
  it('is drawn in our document as in a complete one, byte for byte', async () => {
    expect((await renderFigure(figure)).svg).toBe(await drawFigure(full, figure));
  });

  it('shows its texts within the picture, none over another', async () => {
    const { svg } = await renderFigure(figure);
    const shown = Array.from(new JSDOM(svg).window.document.querySelectorAll('text'), (text) => ({
      text: text.textContent ?? '',
      box: clientBox(text),
      axis: text.parentElement!.getAttribute('class')!,
    }));
    const all = shown.map(({ text }) => text).join('\n');
    for (const text of texts) expect(all).toContain(text);

    const [width, height] = [figure.layout.width!, figure.layout.height!];
    const cut = shown.filter(({ box }) => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height);
    expect(cut.map(({ text }) => text)).toEqual([]);
    const over = shown.flatMap((a, i) =>
      shown.slice(i + 1).flatMap((b) => (overlap(a.box, b.box) ? [[a.text, b.text]] : [])),
    );
    expect(over).toEqual([]);
    const ticks = shown.filter(({ axis }) => /^x\d?tick$/.test(axis));
    const near = ticks.flatMap(({ axis, box, text }) =>
      ticks
        .filter((other) => other.axis !== axis && overlap({ ...box, right: box.right + tickGap }, other.box))
        .map((other) => [text, other.text]),
    );
    expect(ticks.length).toBeGreaterThan(1);
    expect(near).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { EventsBehind, itemKnowledge, rankingFeatures } from '../../features/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import { trainOf } from '../../testing/train-of.js';
import type { Evidence } from '../base/recommender.js';
import { rankedEvidence } from './ranked-evidence.js';

/** Sessions 0 1 and 0 2, in which all is bought. */
const train = trainOf(
  [
    [0, 1],
    [0, 2],
  ].flatMap((items, session) =>
    items.map((item, at) => ({ visitor: session, session, item, event: 'transaction' as const, time: session + at })),
  ),
);
const names = [...rankingFeatures.map(({ name }) => name), ...['a rank', 'a share', 'b rank', 'b share'], 'fused'];
const behind = new EventsBehind(itemKnowledge(train, 10), queriesOf([{ context: [2, 0] }]), 0);

/** Item 1, whose columns have some values and add some amounts to its score; retriever a has it at rank 1, b does not list it. */
function evidenceOf(columns: Record<string, readonly [value: number, amount: number]>, of: readonly Evidence[] = []) {
  const known = { 'a rank': 1, 'b rank': Number.NaN, 'b share': Number.NaN, fused: 1 / 11 };
  const values = Float32Array.from(names, (name) => columns[name]?.[0] ?? known[name as 'fused'] ?? 0);
  const contributions = Float64Array.from([...names, 'base'], (name) => columns[name]?.[1] ?? 0);
  return rankedEvidence({ item: 1, names, values, contributions, retrieved: [of, []] }, behind);
}

describe('evidence of a ranker', () => {
  it('is that of the retriever, in its proportions, for what its rank and share add', () => {
    const own: Evidence[] = [
      { kind: 'event', event: 1, weight: 30, via: 'visitors' },
      { kind: 'popularity', weight: 10 },
      { kind: 'word', word: 'colour:red', weight: -5 },
    ];
    expect(evidenceOf({ 'a rank': [1, 3], 'a share': [1, 1] }, own)).toEqual([
      { kind: 'event', event: 1, weight: 3, via: 'visitors' },
      { kind: 'popularity', weight: 1 },
    ]);
    expect(evidenceOf({ fused: [1 / 11, 4] }, own).map(({ weight }) => Math.round(1e6 * weight) / 1e6)).toEqual([3, 1]);
  });

  it('remains the column where the retriever does not list the item, or does not say why', () => {
    expect(evidenceOf({ 'b rank': [Number.NaN, -0.5] })).toEqual([
      { kind: 'feature', feature: 'b rank', weight: -0.5 },
    ]);
    expect(evidenceOf({ 'a share': [1, 2] })).toEqual([{ kind: 'feature', feature: 'a share', weight: 2 }]);
  });

  it('is the visitor’s events for what relates the item to them, and says how', () => {
    expect(evidenceOf({ bought: [1 / 2, 2] })).toEqual([{ kind: 'event', event: 1, weight: 2, via: 'purchases' }]);
    expect(evidenceOf({ 'together-with-last': [1 / 2, 2] })).toEqual([{ kind: 'event', event: 1, weight: 2 }]);
    expect(evidenceOf({ viewed: [0, -1] })).toEqual([{ kind: 'feature', feature: 'viewed', weight: -1 }]);
  });

  it('is popularity for what all visitors do, and the feature for all else', () => {
    expect(
      evidenceOf({ popularity: [0.5, 1], trend: [1, 2], price: [9, 0.5], hour: [3, 0.25], base: [0, -1] }),
    ).toEqual([
      { kind: 'popularity', weight: 3 },
      { kind: 'feature', feature: 'price', weight: 0.5 },
      { kind: 'feature', feature: 'hour', weight: 0.25 },
      { kind: 'feature', feature: 'base', weight: -1 },
    ]);
  });
});

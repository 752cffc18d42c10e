import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, quiet, VIEW } from '../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../testing/checkerboard.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import { ItemKnn } from './item-knn.js';

const work = { seed: 1, reporter: quiet, threads: 1 };

const byKind = { weights: { view: 1, addtocart: 3, transaction: 5 }, repeats: 0.8, cap: null };

describe('item-knn', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = new ItemKnn();
    await model.fit(checkerboard(), work);
    expect(await fillHoles(model)).toEqual(holes);
  });

  it('sums decayed similarities in a session, the items themselves included', async () => {
    // Items 0 and 1 share visitor 1 of their 1 and 2 visitors; 1 and 2 share visitor 2: both cosines are 1/√2.
    const train = trainOf([
      { visitor: 1, item: 100, time: 1 },
      { visitor: 1, item: 101, time: 2 },
      { visitor: 2, item: 101, time: 3 },
      { visitor: 2, item: 102, time: 4 },
    ]);
    const model = new ItemKnn({ decay: 0.5 });
    await model.fit(train, work);
    const given = row(await model.recommend(queriesOf([{ context: [0, 1] }]), 3), 0);
    // 1: itself, plus half of 0's similarity; 0: half of itself, plus 1's; 2: 1's only.
    expect(given.map(([item]) => item)).toEqual([1, 0, 2]);
    const cosine = Math.fround(1 / Math.sqrt(2));
    expect(given.map(([, score]) => score)).toEqual([1 + 0.5 * cosine, 0.5 + cosine, cosine]);
  });

  it('forgets what lies further back than lastItems', async () => {
    const model = new ItemKnn({ lastItems: 1 });
    await model.fit(checkerboard(), work);
    const items = row(await model.recommend(queriesOf([{ context: [3, 4] }]), 20), 0).map(([item]) => item);
    expect(items.every((item) => item % 2 === 0)).toBe(true);
  });

  it('gives no score to what lies so far back that its weight is 0', async () => {
    const model = new ItemKnn({ decay: 1e-300 });
    await model.fit(checkerboard(), work);
    const items = row(await model.recommend(queriesOf([{ context: [4, 4, 3, 3] }]), 20), 0).map(([item]) => item);
    expect(items).toEqual([3, 1, 5, 7, 9, 11, 13, 15, 17, 19]);
  });

  /** Four visitors and five items; worths 1 0 3 0 0 / 1 1 0 0 1 / 0 5 1 0 0 / 0 0 0 1 1. */
  const funnel = trainOf([
    { visitor: 1, item: 10, time: 0 },
    { visitor: 1, item: 30, time: 0, event: 'addtocart' },
    { visitor: 2, item: 10, time: 0 },
    { visitor: 2, item: 20, time: 0 },
    { visitor: 2, item: 50, time: 0 },
    { visitor: 3, item: 20, time: 0, event: 'transaction' },
    { visitor: 3, item: 30, time: 0 },
    { visitor: 4, item: 40, time: 0 },
    { visitor: 4, item: 50, time: 0 },
  ]);

  // Rows of item 0 (10) in implicit 0.7.3: BM25Recommender(K1=.5, B=.1), CosineRecommender and TFIDFRecommender, fitted on these
  // worths. Jaccard by hand: one visitor of two, of three, of two.
  it.each([
    [
      { similarity: 'bm25', signal: { ...byKind, k1: 0.5, b: 0.1 } },
      { 2: 0.33766, 4: 0.050918, 1: 0.048728 },
    ],
    [
      { similarity: 'cosine', signal: byKind },
      { 2: 0.67082, 4: 0.5, 1: 0.138675 },
    ],
    [
      { similarity: 'cosine', signal: { ...byKind, weighting: 'tf-idf' } },
      { 2: 0.793611, 4: 0.160242, 1: 0.076751 },
    ],
    [
      { similarity: 'jaccard', signal: byKind },
      { 1: 1 / 3, 2: 1 / 3, 4: 1 / 3 },
    ],
    [{ similarity: 'jaccard' }, { 1: 1 / 3, 2: 1 / 3, 4: 1 / 3 }],
  ] as const)('%j is what it is elsewhere', async (parameters, expected) => {
    const model = new ItemKnn(parameters);
    await model.fit(funnel, work);
    const { items, scores } = model.similarItems(0, 5);
    expect([...items].sort()).toEqual(Object.keys(expected).map(Number));
    items.forEach((item, rank) => {
      expect(scores[rank]).toBeCloseTo(expected[item as 1 | 2 | 4], 5);
    });
  });

  it('scores a history by what its items are worth, of BM25 before weighting: as implicit does', async () => {
    const model = new ItemKnn({ similarity: 'bm25', signal: { ...byKind, k1: 0.5, b: 0.1 } });
    await model.fit(funnel, work);
    const asked = queriesOf([{ visitor: 99, context: [0, 2] }], 'history');
    const queries = { ...asked, events: { ...asked.events, kind: Uint8Array.of(VIEW, ADD_TO_CART) } };
    const given = row(await model.recommend(queries, 5), 0);
    expect(given.map(([item]) => item)).toEqual([2, 0, 1, 4]); // someone unseen, with the row of visitor 1
    [2.385204, 1.330737, 1.09498, 0.050918].forEach((score, rank) => {
      expect(given[rank]![1]).toBeCloseTo(score, 5);
    });
  });

  it('refuses to weigh twice', () => {
    const both = { similarity: 'bm25', signal: { weighting: 'tf-idf' } };
    expect(() => new ItemKnn(both)).toThrow(/signal\.weighting: "none" unless similarity is "cosine"/);
  });

  it('refuses a log in which nothing is worth anything', async () => {
    const model = new ItemKnn({ signal: { weights: { view: 0 } } });
    await expect(model.fit(checkerboard(), work)).rejects.toThrow(/no row left/);
  });

  keepsItsParameters('item-knn', { neighbours: 3, similarity: 'bm25', lastItems: 1, decay: 0.5, signal: { k1: 2 } });

  it('names the items most like one', async () => {
    const model = new ItemKnn();
    await model.fit(checkerboard(), work);
    const { items, scores } = model.similarItems(3, 4);
    expect([...items]).toEqual([1, 5, 7, 9]);
    expect(scores[0]).toBeCloseTo(8 / 9);
  });
});

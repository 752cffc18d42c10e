import { describe, expect, it } from 'vitest';
import { silent } from '../data/index.js';
import { checkerboard } from '../testing/checkerboard.js';
import { queriesOf } from '../testing/queries-of.js';
import { keepsItsParameters, row } from '../testing/recommender-contract.js';
import { trainOf } from '../testing/train-of.js';
import { ItemKnn } from './item-knn.js';

const context = { seed: 1, progress: silent, threads: 1 };

describe('item-knn', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = new ItemKnn();
    await model.fit(checkerboard(), context);
    const seen = (visitor: number) =>
      [...Array(20).keys()].filter((item) => item % 2 === visitor % 2 && item !== visitor);
    const lines = [...Array(20).keys()].map((visitor) => ({ visitor, context: seen(visitor), exclude: seen(visitor) }));
    const rankings = await model.recommend(queriesOf(lines, 'history'), 1);
    expect([...rankings.items]).toEqual([...Array(20).keys()]);
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
    await model.fit(train, context);
    const given = row(await model.recommend(queriesOf([{ context: [0, 1] }]), 3), 0);
    // 1: itself, plus half of 0's similarity; 0: half of itself, plus 1's; 2: 1's only.
    expect(given.map(([item]) => item)).toEqual([1, 0, 2]);
    const cosine = Math.fround(1 / Math.sqrt(2));
    expect(given.map(([, score]) => score)).toEqual([1 + 0.5 * cosine, 0.5 + cosine, cosine]);
  });

  it('forgets what lies further back than lastItems', async () => {
    const model = new ItemKnn({ lastItems: 1 });
    await model.fit(checkerboard(), context);
    const items = row(await model.recommend(queriesOf([{ context: [3, 4] }]), 20), 0).map(([item]) => item);
    expect(items.every((item) => item % 2 === 0)).toBe(true);
  });

  it('gives no score to what lies so far back that its weight is 0', async () => {
    const model = new ItemKnn({ decay: 1e-300 });
    await model.fit(checkerboard(), context);
    const items = row(await model.recommend(queriesOf([{ context: [4, 4, 3, 3] }]), 20), 0).map(([item]) => item);
    expect(items).toEqual([3, 1, 5, 7, 9, 11, 13, 15, 17, 19]);
  });

  keepsItsParameters('item-knn', { neighbours: 3, lastItems: 1, decay: 0.5 });

  it('names the items most like one', async () => {
    const model = new ItemKnn();
    await model.fit(checkerboard(), context);
    const { items, scores } = model.similarItems(3, 4);
    expect([...items]).toEqual([1, 5, 7, 9]);
    expect(scores[0]).toBeCloseTo(8 / 9);
  });
});

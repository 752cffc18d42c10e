import { describe, expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../testing/checkerboard.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import { UserKnn } from './user-knn.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const binary = { weights: { view: 1, addtocart: 1, transaction: 1 }, cap: 1, weighting: 'none' as const };

const viewed = (visitor: number, items: readonly number[]) => items.map((item) => ({ visitor, item, time: item }));

/** Visitor 0 knows items 0 and 1; visitor 1 knows 0, 1 and 2; visitor 2 knows 1 and 3; visitor 3 knows 4. */
const train = trainOf([...viewed(0, [0, 1]), ...viewed(1, [0, 1, 2]), ...viewed(2, [1, 3]), ...viewed(3, [4])]);

const answer = async (parameters: object, query: { context: number[]; visitor: number }) => {
  const model = new UserKnn(parameters);
  await model.fit(train, work);
  return row(await model.recommend(queriesOf([query], 'history'), 5), 0);
};

describe('user-knn', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = new UserKnn();
    await model.fit(checkerboard(), work);
    expect(await fillHoles(model)).toEqual(holes);
  });

  it('adds up the cosines of the visitors who have an item, one’s own row left out', async () => {
    const [toSecond, toThird] = [2 / Math.sqrt(2 * 3), 1 / 2];
    const given = await answer({ signal: binary }, { visitor: 0, context: [0, 1] });
    expect(given.map(([item]) => item)).toEqual([1, 0, 2, 3]);
    [toSecond + toThird, toSecond, toSecond, toThird].forEach((score, rank) => {
      expect(given[rank]![1]).toBeCloseTo(score, 12);
    });
  });

  it('answers someone unseen from what they did: here visitor 0 is a neighbour, the nearest', async () => {
    const given = await answer({ neighbours: 1, signal: binary }, { visitor: 99, context: [0, 1] });
    expect(given).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('hears the smaller id of two visitors equally alike', async () => {
    const given = await answer({ neighbours: 1, signal: binary }, { visitor: 99, context: [1] });
    expect(given.map(([item]) => item)).toEqual([0, 1]); // of visitor 0; visitor 2 is at 1/√2 too
  });

  it('weighs what a neighbour has by the signal', async () => {
    const log = trainOf([
      { visitor: 0, item: 0, time: 0 },
      { visitor: 0, item: 1, time: 0, event: 'transaction' },
      { visitor: 0, item: 2, time: 0 },
      { visitor: 1, item: 3, time: 0 },
    ]);
    const model = new UserKnn({ signal: { weighting: 'none' } });
    await model.fit(log, work);
    const given = row(await model.recommend(queriesOf([{ visitor: 99, context: [0] }]), 5), 0);
    const cosine = 1 / Math.sqrt(1 + 25 + 1);
    expect(given.map(([item]) => item)).toEqual([1, 0, 2]);
    expect(given[0]![1]).toBeCloseTo(5 * cosine, 6);
  });

  keepsItsParameters('user-knn', { neighbours: 3, signal: { weighting: 'none' } });
});

import { describe, expect, it } from 'vitest';
import { InputError, quiet } from '../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../testing/checkerboard.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import { Item2Vec } from './item2vec.js';

const work = { seed: 1, reporter: quiet, threads: 1 };

/** Two hundred sessions that walk three steps along the circle 0 → 1 → … → 9 → 0. */
const circle = trainOf(
  Array.from({ length: 600 }, (_, event) => {
    const session = Math.floor(event / 3);
    return { visitor: session, session, item: (session + (event % 3)) % 10, time: event };
  }),
);

describe('item2vec', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = new Item2Vec({ factors: 8, window: 10, epochs: 100 });
    await model.fit(checkerboard(), work);
    for (const scope of ['history', 'session'] as const) expect(await fillHoles(model, scope)).toEqual(holes);
  });

  it('recommends the neighbours of the last item', async () => {
    const model = new Item2Vec({ factors: 8, window: 1, epochs: 60, decay: 0.1 });
    await model.fit(circle, work);
    const items = row(await model.recommend(queriesOf([{ context: [0, 4] }]), 2), 0).map(([item]) => item);
    expect(items.sort()).toEqual([3, 5]);
  });

  it('finds items alike that have the same neighbours', async () => {
    // Items 1 and 2 both stand between 0 and 3; 5 and 6 between 4 and 7.
    const lines = Array.from({ length: 600 }, (_, event) => {
      const session = Math.floor(event / 3);
      const start = session % 2 === 0 ? 0 : 4;
      const middle = 1 + (Math.floor(session / 2) % 2);
      return { visitor: 0, session, item: start + [0, middle, 3][event % 3]!, time: event };
    });
    const model = new Item2Vec({ factors: 8, window: 1, epochs: 60 });
    await model.fit(trainOf(lines), work);
    for (const [item, other] of [
      [1, 2],
      [5, 6],
    ] as const)
      expect([...model.similarItems(item, 1).items]).toEqual([other]);
  });

  it('reads visitors’ histories where sessions have no neighbours', async () => {
    const single = checkerboardOfSingles();
    await expect(new Item2Vec().fit(single, work)).rejects.toThrow(InputError);
    await expect(new Item2Vec().fit(single, work)).rejects.toThrow(/none of the sessions has two different items/);
    const model = new Item2Vec({ sequences: 'visitors', factors: 8, window: 10, epochs: 100 });
    await model.fit(single, work);
    const items = row(await model.recommend(queriesOf([{ context: [3] }]), 10), 0).map(([item]) => item);
    expect(items.every((item) => item % 2 === 1)).toBe(true);
  });

  it('says so when the vectors diverge', async () => {
    await expect(new Item2Vec({ learningRate: 1e30 }).fit(checkerboard(), work)).rejects.toThrow(
      /learningRate is too high/,
    );
  });

  it.each([{ factors: 0 }, { window: 0 }, { negatives: 0 }, { subsample: -1 }, { sequences: 'days' }])(
    'refuses %j',
    (parameters) => {
      expect(() => new Item2Vec(parameters)).toThrow(InputError);
      expect(() => new Item2Vec(parameters)).toThrow(`item2vec: parameter ${Object.keys(parameters)[0]}`);
    },
  );

  keepsItsParameters('item2vec', {
    sequences: 'visitors',
    factors: 6,
    learningRate: 0.1,
    epochs: 4,
    window: 2,
    negatives: 3,
    power: 0.5,
    subsample: 0.01,
    updates: 'deterministic',
    lastItems: 3,
    decay: 0.5,
    search: 'exact',
  });
});

/** The checkerboard in which every event is a session of its own. */
function checkerboardOfSingles() {
  const train = checkerboard();
  return { ...train, session: Int32Array.from(train.item.keys()) };
}

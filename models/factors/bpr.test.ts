import { describe, expect, it } from 'vitest';
import { InputError, keepingNotes, quiet, type Reporter } from '../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../testing/checkerboard.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import { Bpr } from './bpr.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const everyone = [...Array(20).keys()];

describe('bpr', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = new Bpr({ factors: 3 });
    await model.fit(checkerboard(), work);
    expect(await fillHoles(model)).toEqual(holes);
  });

  it('fills it alike for visitors and sessions that it has not seen', async () => {
    const model = new Bpr({ factors: 3 });
    await model.fit(checkerboard(), work);
    for (const scope of ['history', 'session'] as const) expect(await fillHoles(model, scope, 20)).toEqual(holes);
  });

  it('ranks by popularity where nothing is known of the visitor', async () => {
    // Item 12 has every visitor, 10 and 11 have half of them.
    const lines = everyone.flatMap((visitor) => [
      { visitor, item: 12, time: visitor },
      { visitor, item: 10 + (visitor % 2), time: visitor },
      { visitor, item: 20 + visitor, time: visitor },
    ]);
    const model = new Bpr({ factors: 4, regularization: 0.01 });
    await model.fit(trainOf(lines), work);
    const items = row(await model.recommend(queriesOf([{ visitor: 99, context: [] }]), 3), 0).map(([item]) => item);
    expect(items[0]).toBe(2);
    expect(items.slice(1).sort()).toEqual([0, 1]);
  });

  it('learns nothing from events that are worth nothing', async () => {
    const views = everyone.map((visitor) => ({ visitor, item: visitor % 4, time: visitor }));
    const purchases = everyone.map((visitor) => ({ visitor, item: 10 + (visitor % 3), time: 50 + visitor }));
    const lines = [...views, ...purchases.map((line) => ({ ...line, event: 'transaction' as const }))];
    const model = new Bpr({ factors: 4, signal: { weights: { view: 0 } } });
    await model.fit(trainOf(lines), work);
    const given = row(await model.recommend(queriesOf([{ context: [4] }]), 7), 0).map(([item]) => item);
    expect(given.sort()).toEqual([4, 5, 6]);
  });

  it('learns the same in spirit when updates race', async () => {
    const model = new Bpr({ factors: 3, updates: 'lock-free' });
    await model.fit(checkerboard(), { ...work, threads: 2 });
    expect(await fillHoles(model)).toEqual(holes);
  });

  it('measures the recall of hnsw on visitors', async () => {
    const reporter = keepingNotes('test', quiet);
    const lines = [0, 1, 2, 3, 4, 5, 6, 7].map((item) => ({ visitor: item % 3, item, time: item }));
    const model = new Bpr({ factors: 3, search: 'hnsw' });
    await model.fit(trainOf(lines), { ...work, reporter });
    expect(reporter.notes).toEqual([expect.stringMatching(/recall@20 .* over 3 vectors|exact search serves/)]);
  });

  it('names the items most like one', async () => {
    const model = new Bpr({ factors: 3 });
    await model.fit(checkerboard(), work);
    const { items, scores } = model.similarItems(3, 9);
    expect([...items].sort((a, b) => a - b)).toEqual([1, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect(scores[8]).toBeGreaterThan(0.5);
  });

  it('tells of its progress epoch by epoch, in samples', async () => {
    const updates: number[] = [];
    let total = 0;
    const reporter: Reporter = {
      ...quiet,
      start: (_, samples) => {
        total = samples;
        return { update: (done) => updates.push(done), finish: () => {} };
      },
    };
    await new Bpr({ epochs: 3 }).fit(checkerboard(), { ...work, reporter });
    expect(total).toBe(3 * 180);
    expect(updates).toEqual([180, 360, 540]);
  });

  it('names the learning rate when the factors diverge', async () => {
    const model = new Bpr({ learningRate: 200, regularization: 1 });
    await expect(model.fit(checkerboard(), work)).rejects.toThrow(/learningRate is too high/);
  });

  it.each([{ factors: 0 }, { learningRate: 0 }, { regularization: -1 }, { epochs: 0.5 }, { updates: 'fast' }])(
    'refuses %j',
    (parameters) => {
      expect(() => new Bpr(parameters)).toThrow(InputError);
      expect(() => new Bpr(parameters)).toThrow(`bpr: parameter ${Object.keys(parameters)[0]}`);
    },
  );

  keepsItsParameters('bpr', {
    signal: {
      weights: { view: 1, addtocart: 2, transaction: 2 },
      decay: 'none',
      repeats: 0.5,
      cap: null,
      weighting: 'none',
      k1: 1,
      b: 0.5,
    },
    factors: 5,
    learningRate: 0.1,
    regularization: 0.03,
    epochs: 20,
    negatives: 'popular',
    updates: 'deterministic',
    lastItems: 3,
    decay: 0.5,
    search: 'exact',
  });
});
